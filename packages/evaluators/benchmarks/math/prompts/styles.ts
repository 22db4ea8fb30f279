import type { Item, PromptStyle } from '@retable/core'

/**
 * Minerva's frame with room for four worked examples. The paper's own four are not part of this repository: whoever
 * asks gives them; each one's solution is shown with the sentence that the answer is read from.
 */
export const minervaFourShot: PromptStyle = {
  id: 'minerva-4-shot',
  source:
    'arXiv 2206.14858v2, appendix D.2; lm-evaluation-harness 0.4.13, task minerva_math (examples are the caller’s)',
  shots: 4,
  stop: ['Problem:'],
  render(item, examples = []) {
    const worked = examples.map(
      (example) =>
        `${ask(example)} ${example.solution ?? ''}\nFinal Answer: The final answer is $${example.gold}$. I hope it is correct.\n\n`,
    )
    return worked.join('') + ask(item)
  },
}

function ask({ question }: Item): string {
  return `Problem:\n${question}\n\nSolution:`
}

/**
 * Four worked examples, as Iterative RPO has for MATH: reasoning first, then a line "Final answer: ..." with the answer
 * in a box. What is asked is the paper's; the wording is retable's own, and which four problems it shows is not said.
 */
export const fourShotCot: PromptStyle = {
  id: 'four-shot-cot',
  source: 'arXiv 2404.19733v3, section 3.3 and appendix B (what is asked; own wording)',
  shots: 4,
  stop: ['Problem:'],
  render(item, examples = []) {
    const head = [
      'Solve each problem. Reason step by step first.',
      'End with a line of its own in the form "Final answer: \\boxed{...}", with only the answer in the box.',
    ].join('\n')
    const worked = examples.map(
      (example) =>
        `Problem: ${example.question}\n\nSolution: ${example.solution ?? ''}\nFinal answer: \\boxed{${example.gold}}\n\n`,
    )
    return `${head}\n\n${worked.join('')}Problem: ${item.question}\n\nSolution:`
  },
}

/** Zero-shot, as ScPO asks: step by step, and the answer in a closing sentence with a box; own wording. */
export const zeroShotBoxed: PromptStyle = {
  id: 'zero-shot-boxed',
  source: 'arXiv 2411.04109v3, section 3 and appendix (what is asked; own wording)',
  shots: 0,
  stop: [],
  render: ({ question }) =>
    [
      'Solve the following problem.',
      'Close with the sentence: The final answer is $\\boxed{...}$, with only the answer in the box.',
      '',
      `Problem: ${question}`,
      '',
      "Let's think step by step.",
    ].join('\n'),
}
