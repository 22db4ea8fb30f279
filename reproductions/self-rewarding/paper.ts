import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'self-rewarding',
  title: 'Self-Rewarding Language Models',
  authors: 'Yuan, Pang, Cho, Li, Sukhbaatar, Xu, Weston',
  arxiv: '2401.10020v3',
  versions: [
    { version: 'arXiv v3', read: 'a transcription with all tables, and a second digest that agrees with it' },
  ],
}
