import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'self-taught-evaluators',
  title: 'Self-Taught Evaluators',
  authors: 'Wang, Kulikov, Golovneva, Yu, Yuan, Dwivedi-Yu, Pang, Fazel-Zarandi, Weston, Li',
  arxiv: '2408.02666v2',
  versions: [
    {
      version: 'arXiv v2',
      read: 'the abstract, two digests and a transcription; the full text was not to be had',
    },
    {
      version: 'repository',
      read: 'facebookresearch/RAM at e6f051f: README, scripts, configuration, issues',
    },
  ],
}
