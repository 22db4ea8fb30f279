import type { Asset } from '@retable/core'

const root =
  'https://raw.githubusercontent.com/GAIR-NLP/MetaCritique/2868c7c0d10ccdf93deaf1a4385e28858991c126'

/** Files of the authors' repository at one commit; Apache-2.0. */
export const assets = {
  /** 100 items with three critiques each: atomic units, human labels and the scores that they give. */
  annotations: asset(
    'data/annotation_data.json',
    '70bf4a1b8e941c1bfcfcbd950a04826390c8820af1fb56edaaacc4710c8c2cb0',
    779_140,
  ),
  /** The same items without critiques of people and models: what a new critic is asked. */
  questions: asset(
    'data/benchmark_data.json',
    'e8fdca701e0df1ce413858846f81ccd7308ca08c787ae66773b9740d535e047f',
    272_034,
  ),
} as const

function asset(path: string, sha256: string, bytes: number): Asset {
  return { name: `meta-critique/${path}`, url: `${root}/${path}`, sha256, bytes, licence: 'Apache-2.0' }
}
