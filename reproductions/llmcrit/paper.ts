import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'llmcrit',
  title: 'LLMCrit: Teaching Large Language Models to Use Criteria',
  authors: 'Yuan, Liu, Gallé',
  arxiv: '2403.01069v2',
  versions: [
    { version: 'arXiv v2', read: 'the abstract and four public summaries; the full text was not to be had' },
    { version: 'arXiv v1', read: 'the abstract' },
    {
      version: 'released data',
      read: 'yyy-Apple/LLMCrit at 9f674bf: criteria, demonstrations and test inputs',
    },
  ],
}
