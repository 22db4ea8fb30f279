import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'thought-preference-optimization',
  title: 'Thinking LLMs: General Instruction Following with Thought Generation',
  authors: 'Wu, Lan, Yuan, Jiao, Weston, Sukhbaatar',
  arxiv: '2410.10630',
  versions: [
    { version: 'draft before arXiv v1', read: 'the whole text; it prints no version and still has gaps' },
    { version: 'arXiv', read: 'digests of it; no version is named there' },
  ],
}
