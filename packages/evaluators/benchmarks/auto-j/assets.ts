import type { Asset } from '@retable/core'

const root = 'https://raw.githubusercontent.com/GAIR-NLP/auto-j/2ae17a3965d933232e9cd50302aa0f176249c83b/data'

/** Files of the authors' repository at one commit. It states no licence: they are fetched, never passed on. */
export const assets = {
  /** Eval-P: 1,392 pairs with human labels. */
  pairs: asset(
    'test/testdata_pairwise.jsonl',
    '56f32fad71d9b6b33bc4d51794c324981e26355bcbf3ce4908d7f8ddcc61f80e',
    4_066_039,
  ),
  /** Auto-J's verdicts on Eval-P, responses in the order of the file. */
  verdicts: asset(
    'outputs/pairwise_example_output.jsonl',
    'bbf9a67b39cef50d15dccbcfc5816dc83241b80493064e615695ce002c0bcb61',
    19_488,
  ),
  /** Its verdicts with the responses exchanged, told by the order in which they were shown. */
  exchangedVerdicts: asset(
    'outputs/pairwise_exchange_example_output.jsonl',
    '0b3a4ef917edc1df0b8f48ef376f8065651d9bcb2375eddd0e844a7c992daaad',
    19_488,
  ),
  /** Eval-C: 232 queries with a response each. */
  responses: asset(
    'test/testdata_critique.jsonl',
    '4d51956bd5015b2cf9d62c98a5b068a3d5b8153a6783c05d35f360931ff7234a',
    929_136,
  ),
  /** Auto-J's critiques of them, each with a rating. */
  critiques: asset(
    'outputs/critique_example_output.jsonl',
    'a12d1abf012ec9172ca94dcc3a1e564ee279203edbbb165cfd6e1ca21cc7426e',
    455_037,
  ),
  /** ChatGPT's critiques of them, the reference that others are compared with. */
  referenceCritiques: asset(
    'test/reference_chatgpt_critique.jsonl',
    '243c2a9b47e16d841fce13265aa8dfe1ce6e35d68c1b1469605ffd8bfe41d050',
    227_204,
  ),
  /** GPT-4's comparisons of Auto-J's critiques with ChatGPT's. */
  comparisons: asset(
    'outputs/gpt-4-Eval_auto-j_vs_chatgpt.jsonl',
    'ac5dcb552bc1d72a921ba7faaa82f65bf79d08b824be44edd9a14301e2d99ae3',
    144_408,
  ),
  /** 960 training critiques with the rating that was read from each. */
  ratedTraining: asset(
    'training/single_traindata.jsonl',
    '024ad63c3d35b2f9525c68ec2fac3883ad6b17af77e5197538e91a1c0c590555',
    3_248_793,
  ),
} as const

function asset(path: string, sha256: string, bytes: number): Asset {
  return { name: `auto-j/${path}`, url: `${root}/${path}`, sha256, bytes, licence: 'NONE' }
}
