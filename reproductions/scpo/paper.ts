import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'scpo',
  title: 'Self-Consistency Preference Optimization',
  authors: 'Prasad, Yuan, Pang, Xu, Fazel-Zarandi, Bansal, Sukhbaatar, Weston, Yu',
  arxiv: '2411.04109v3',
  versions: [{ version: 'arXiv v3', read: 'the whole text with its appendices' }],
}
