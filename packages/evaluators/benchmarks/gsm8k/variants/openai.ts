import type { Grade, Variant } from '@retable/core'

/**
 * The benchmark's own rule. Cobbe et al., "Training Verifiers to Solve Math Word Problems", arXiv 2110.14168v2;
 * openai/grade-school-math at 3101c7d, answer extraction of the data-set module.
 *
 * First `#### ` followed by a number; commas are deleted; strings are compared, so "18.0" is not "18".
 */
export const official: Variant = {
  id: 'official',
  version: '1',
  summary: 'first "#### NUMBER", string equality without commas',
  source: 'arXiv 2110.14168v2; openai/grade-school-math at 3101c7d, extract_answer',
  unparsedVotes: false,
  grade: (output, { gold }) => gradeByString(/#### (-?[0-9.,]+)/.exec(output)?.[1], gold),
}

/**
 * The older marker of OpenAI's released samples, "A: 18"; otherwise as {@link official}.
 * openai/grade-school-math at 3101c7d, example_model_solutions.jsonl, whose `is_correct` it reproduces.
 */
export const officialSamples: Variant = {
  id: 'official-samples',
  version: '1',
  summary: 'first "A: NUMBER", the marker of OpenAI\'s released samples',
  source: 'openai/grade-school-math at 3101c7d, example_model_solutions.jsonl',
  unparsedVotes: false,
  grade: (output, { gold }) => gradeByString(/A: (-?[0-9.,]+)/.exec(output)?.[1], gold),
}

function gradeByString(found: string | undefined, gold: string): Grade {
  const right = withoutCommas(gold)
  if (found === undefined) return { extracted: null, gold: right, score: 0 }
  const extracted = withoutCommas(found)
  return { extracted, gold: right, score: extracted === right ? 1 : 0 }
}

function withoutCommas(text: string): string {
  return text.trim().replaceAll(',', '')
}
