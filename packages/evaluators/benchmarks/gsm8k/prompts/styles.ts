import type { Item, PromptStyle } from '@retable/core'

/**
 * Zero-shot chain of thought as Iterative RPO asks for it: reasoning first, then a line "Final answer: ...";
 * the question, then "Solution:". What is asked is the paper's; the wording is retable's own, since scores
 * under another wording are comparable only with that noted.
 */
export const zeroShotCot: PromptStyle = {
  id: 'zero-shot-cot',
  source: 'arXiv 2404.19733v3, appendix B.1 (what is asked; own wording)',
  variant: 'final-answer',
  shots: 0,
  stop: [],
  render: ({ question }) =>
    [
      'Solve the following problem. Reason step by step first.',
      'End with a line of its own in the form "Final answer: " and then only the number.',
      '',
      `Problem: ${question}`,
      '',
      'Solution:',
    ].join('\n'),
}

/** Five worked examples, as lm-evaluation-harness 0.4.13 puts them (task gsm8k, version 3). */
export const lmEvalFiveShot: PromptStyle = {
  id: 'lm-eval-5-shot',
  source: 'lm-evaluation-harness 0.4.13, task gsm8k',
  variant: 'lm-eval-strict',
  shots: 5,
  stop: ['Question:', '</s>', '<|im_end|>'],
  render(item, examples = []) {
    const worked = examples.map((example) => `${ask(example)} ${example.solution ?? example.gold}\n\n`)
    return worked.join('') + ask(item)
  },
}

/**
 * A last line "ANSWER: ..." as inspect_evals 0.28.0 asks for it (task gsm8k): before the problem and again after it, then
 * "Reasoning:". What is asked is that program's; the wording is retable's own. Its ten worked examples, in a system
 * message, are left out.
 */
export const answerLine: PromptStyle = {
  id: 'answer-line',
  source: 'inspect_evals 0.28.0, task gsm8k (what is asked; own wording)',
  variant: 'inspect',
  shots: 0,
  stop: [],
  render: ({ question }) =>
    [
      'Work out the problem below step by step, and end with a line of the form "ANSWER: " and then the answer.',
      '',
      question,
      '',
      'The last line has to be "ANSWER: " and the answer to the problem; a \\boxed is not needed.',
      '',
      'Reasoning:',
    ].join('\n'),
}

function ask({ question }: Item): string {
  return `Question: ${question}\nAnswer:`
}
