import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'iterative-rpo',
  title: 'Iterative Reasoning Preference Optimization',
  authors: 'Pang, Yuan, Cho, He, Sukhbaatar, Weston',
  arxiv: '2404.19733v3',
  versions: [
    { version: 'arXiv v3', read: 'the whole text with its appendices' },
    { version: 'arXiv v1', read: 'the abstract' },
  ],
}
