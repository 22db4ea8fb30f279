import type { Judge } from '@retable/core'

/** The first number between double square brackets, else the first between single ones, as FastChat reads a rating. */
export function readRating(text: string): number | null {
  // Digits, then a point with or without more of them: one way to match, so no backtracking over long runs of digits.
  const found = /\[\[(\d+(?:\.\d*)?)\]\]/.exec(text) ?? /\[(\d+(?:\.\d*)?)\]/.exec(text)
  return found === null ? null : Number(found[1])
}

/** Whether a number is one of the scale that the judge is given; FastChat does not ask. */
export function isRating(value: number): boolean {
  return value >= 1 && value <= 10
}

/**
 * One answer by itself, rated from 1 to 10. Zheng et al., "Judging LLM-as-a-Judge with MT-Bench and Chatbot Arena",
 * arXiv 2306.05685v4, section 3.1. Maths, reasoning and coding questions come with a reference answer of GPT-4
 * (prompts single-math-v1 and single-math-v1-multi-turn).
 */
export const singleJudge: Judge<number> = {
  id: 'single',
  version: '2',
  source: 'arXiv 2306.05685v4, section 3.1; FastChat at 0e6d3e4, llm_judge, run_judge_single',
  asks: 'single',
  order: 'given',
  promptSource:
    'FastChat at 0e6d3e4, llm_judge/data/judge_prompts.jsonl: single-v1, single-math-v1 and their forms for two turns',
  parse(text) {
    const rating = readRating(text)
    return rating !== null && isRating(rating) ? rating : null
  },
  ties: 'none',
  errors: 'left out',
  aggregation:
    'The mean over rows. A text without a rating, stored as -1, and a number off the scale are in no mean.',
}
