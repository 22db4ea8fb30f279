import type { PromptStyle } from '@retable/core'

/**
 * Zero-shot, as ScPO asks a base model: plain text, step by step, and the answer on a new line behind "####". What is
 * asked is the paper's; the wording is retable's own.
 */
export const zeroShotHash: PromptStyle = {
  id: 'zero-shot-hash',
  source: 'arXiv 2411.04109v3, section 3 and appendix D (what is asked; own wording)',
  variant: 'official',
  shots: 0,
  stop: ['Q:'],
  render: ({ question }) =>
    [
      'Answer the question step by step. Put the final answer on a new line, as "#### " and then only the number.',
      '',
      `Q: ${question}`,
      '',
      "A: Let's think step by step.",
    ].join('\n'),
}
