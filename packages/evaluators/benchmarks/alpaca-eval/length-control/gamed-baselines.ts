import { createHash } from 'node:crypto'
import { fitsPin, type Asset } from '@retable/core'
import { readOnce } from '../../../judgements/read-once.ts'

/**
 * What AlpacaEval fits every model beside: the outputs of GPT-4 Turbo asked for verbose and for concise answers, judged
 * against its plain ones, and how difficult each instruction is.
 */
export interface GamedBaselines {
  /** tanh of the standardised length difference, difficulty and preference (0 to 1) of each judged pair. */
  readonly rows: readonly { readonly length: number; readonly difficulty: number; readonly chance: number }[]
  /** Difficulty of the instruction at each position of the evaluation set. */
  readonly difficulties: Float64Array
  /** Whether the original was not to be had: then the preferences are pseudo-labels, no annotator's. */
  readonly isStandIn: boolean
}

/**
 * df_gamed.csv of the data set tatsu-lab/alpaca_eval. Its sha256 is quoted from another project's records. Its stand-in
 * was recovered from published numbers: real lengths, difficulties to nine decimals, and pseudo-labels that have the
 * sums on which a fit depends.
 */
export const dfGamed: Asset = {
  name: 'alpaca_eval/df_gamed.csv',
  url: 'https://huggingface.co/datasets/tatsu-lab/alpaca_eval/resolve/2edc6fad8be6b14ea7230aabfd08188da6b8b814/df_gamed.csv',
  sha256: '97aeec3f1c7de6dee6fd31fe66f1702623f4614c3efe1c6fc5f4927cd5fd674d',
  bytes: 0,
  licence: 'CC-BY-NC-4.0',
  standIn: {
    name: 'alpaca_eval/df_gamed_reconstructed.csv',
    url: 'derived:alpaca_eval/df_gamed_reconstructed.csv',
    sha256: '958589abd5787420bce44a87d9baf449acf47aa45552b73566e9884119ef7e8b',
    bytes: 126_100,
    licence: 'CC-BY-NC-4.0',
  },
}

/** The original, or its stand-in. */
export const readGamedBaselines = readOnce(async (read): Promise<GamedBaselines> => {
  const bytes = await read(dfGamed)
  const { parseGamed } = await import('./parse-gamed.ts')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { ...parseGamed(new TextDecoder().decode(bytes)), isStandIn: !fitsPin(dfGamed, sha256) }
})
