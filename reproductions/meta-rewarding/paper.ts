import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: 'meta-rewarding',
  title: 'Meta-Rewarding Language Models: Self-Improving Alignment with LLM-as-a-Meta-Judge',
  authors: 'Wu, Yuan, Golovneva, Xu, Tian, Jiao, Weston, Sukhbaatar',
  arxiv: '2407.19594v2',
  versions: [
    {
      version: 'arXiv v2',
      read: 'images of tables 1 to 7 and figures 3 to 5, the abstract, and summaries of the text',
    },
  ],
}
