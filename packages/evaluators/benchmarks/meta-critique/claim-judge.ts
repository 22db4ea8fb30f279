import type { Judge, JudgeQuestion } from '@retable/core'

/**
 * Whether a claim holds: for precision a unit of the critique, given question, response and reference answer; for
 * recall a unit of the reference critique, given the critique. In the prompt `instruction` is the claim, and
 * `responses` are the texts that it is held against.
 *
 * "claim is true" is looked for first and anywhere, so "it cannot be answer that the claim is true" counts as true.
 */
export const claim: Judge<boolean> = {
  id: 'claim',
  version: '1',
  source: 'GAIR-NLP/MetaCritique at 2868c7c, meta_critique/utils.py, cls_post_process',
  asks: 'single',
  order: 'given',
  prompt: ({ instruction, responses, reference }: JudgeQuestion) =>
    [
      'Decide whether the claim holds, judging by the texts alone. Reason step by step first.',
      'End with a sentence that says either that the claim is true or that the claim is false.',
      ...responses.flatMap((text, i) => ['', `Text ${i + 1}: ${text}`]),
      ...(reference === undefined ? [] : ['', `Reference answer, the most reliable text: ${reference}`]),
      '',
      `Claim: ${instruction}`,
    ].join('\n'),
  parse(text) {
    const answer = text.toLowerCase()
    if (answer.includes('claim is true')) return true
    return answer.includes('claim is false') ? false : null
  },
  ties: 'none',
  errors: 0,
  aggregation:
    "A critique's precision and recall are the shares of true claims; an answer that says neither counts as false.",
}
