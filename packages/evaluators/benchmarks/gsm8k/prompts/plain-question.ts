import type { PromptStyle } from '@retable/core'

/** Nothing but the question: a chat model answers in whatever form it likes. */
export const question: PromptStyle = {
  id: 'question',
  source: 'Wu et al., "Thinking LLMs", arXiv 2410.10630, table 4: zero-shot',
  variant: 'lenient',
  shots: 0,
  stop: [],
  render: (item) => item.question,
}

/** The question, and that the number alone is to be written. */
export const numberOnly: PromptStyle = {
  id: 'number-only',
  source: 'Wu et al., "Thinking LLMs", arXiv 2410.10630, table 4: answer only (what is asked; own wording)',
  variant: 'lenient',
  shots: 0,
  stop: [],
  render: (item) => `${item.question}\n\nWrite the number that is the answer, and nothing else.`,
}
