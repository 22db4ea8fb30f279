/** What is reproduced. */
export const paper = {
  id: 'iterative-rpo',
  title: 'Iterative Reasoning Preference Optimization',
  authors: 'Pang, Yuan, Cho, He, Sukhbaatar, Weston',
  arxiv: '2404.19733v3',
} as const
