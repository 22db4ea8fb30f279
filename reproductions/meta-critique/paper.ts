import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'meta-critique',
  title: 'The Critique of Critique',
  authors: 'Sun, Li, Yuan, Yuan, Li, Liu',
  arxiv: '2401.04518v2',
  versions: [
    { version: 'arXiv v2', read: 'the abstract' },
    { version: 'arXiv v1', read: 'the abstract' },
    { version: 'repository', read: 'GAIR-NLP/MetaCritique at 2868c7c: data, code, prompts, README' },
  ],
}
