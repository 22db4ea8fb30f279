import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'auto-j',
  title: 'Generative Judge for Evaluating Alignment',
  authors: 'Li, Sun, Yuan, Fan, Zhao, Liu',
  arxiv: '2310.05470v2',
  versions: [
    {
      version: 'arXiv v2',
      read: 'a full text with appendices, in conference form, that does not print its version; tables as images from the repository, of which table 1 is a later revision',
    },
    {
      version: 'repository',
      read: 'GAIR-NLP/auto-j at 2ae17a3: data, outputs, leaderboard code, both READMEs',
    },
  ],
}
