import type { Item, PromptStyle } from '@retable/core'
import { letterAt } from '../letters.ts'

/** What lm-evaluation-harness 0.4.13 puts before " " and each choice (task arc_challenge, by default without examples). */
export const lmEvalContext: PromptStyle = {
  id: 'lm-eval',
  source: 'lm-evaluation-harness 0.4.13, task arc_challenge',
  variant: 'acc-norm',
  asksLikelihoods: true,
  shots: 0,
  stop: [],
  render: ({ question }) => `Question: ${question}\nAnswer:`,
}

/**
 * Zero-shot chain of thought as Iterative RPO asks for it: reasoning first, then "Final answer: (letter)"; the question,
 * its choices as "(A) ...", then "Solution:". What is asked is the paper's; the wording is retable's own, since scores
 * under another wording are comparable only with that noted.
 */
export const zeroShotCot: PromptStyle = {
  id: 'zero-shot-cot',
  source: 'arXiv 2404.19733v3, appendix B.1 (what is asked; own wording)',
  shots: 0,
  stop: [],
  render: (item) =>
    [
      'Choose the right answer to the following question. Reason step by step first.',
      'End with a line of its own in the form "Final answer: (X)", where X is the letter of your choice.',
      '',
      `Question: ${item.question}`,
      ...lettered(item),
      '',
      'Solution:',
    ].join('\n'),
}

function lettered({ choices = [] }: Item): string[] {
  return choices.map((choice, index) => `(${letterAt(index)}) ${choice}`)
}
