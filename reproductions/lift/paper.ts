import type { Paper } from '@retable/core'

/** What is reproduced. The id has no version: most cells are of a draft that is older than arXiv v1. */
export const paper: Paper = {
  id: 'lift',
  title: 'Following Length Constraints in Instructions',
  authors: 'Yuan, Kulikov, Yu, Cho, Sukhbaatar, Weston, Xu',
  arxiv: '2406.17744',
  versions: [
    { version: 'draft before arXiv v1', read: 'the whole anonymous draft, which leaves some cells empty' },
    { version: 'arXiv', read: 'the abstract of v1 and two third-party reports that quote the text' },
    { version: 'repository', read: 'facebookresearch/RAM at e6f051f: the project page' },
  ],
}
