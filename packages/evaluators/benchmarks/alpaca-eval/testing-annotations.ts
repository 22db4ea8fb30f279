import type { ReadAsset } from '@retable/core'
import { referenceOutputs } from './assets.ts'

/** A file of annotations: rows, or a text as it is. */
export const fileOf = (value: unknown) => ({
  bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
  name: 'annotations.json',
})

let instructionsMade = 0
/** One judged pair, each of another instruction. */
export const pair = (preference: number | null, extra: object = {}) => ({
  instruction: `Do ${(instructionsMade += 1)}`,
  output_1: 'a long answer',
  output_2: 'short',
  generator_1: 'gpt4_1106_preview',
  generator_2: 'mine',
  annotator: 'weighted_alpaca_eval_gpt4_turbo',
  preference,
  ...extra,
})

/** Three instructions' difficulties and the pairs of one gamed baseline, made up. */
export const gamed =
  'model,index,std_delta_len,instruction_difficulty,not_gamed_baseline,preference\n' +
  'verbose,0,-1,0,False,0.7\nverbose,1,0.5,-1,False,0.4\nverbose,2,1,2,False,0.6\n'

/** Instructions of the baseline's outputs, in their order. */
const order = ['one', 'two', 'three']

/** {@link gamed} in place of every pinned file but the baseline's outputs. */
export const readGamed: ReadAsset = ({ name }) =>
  Promise.resolve(
    new TextEncoder().encode(
      name === referenceOutputs.name ? JSON.stringify(order.map((instruction) => ({ instruction }))) : gamed,
    ),
  )

/** The same of a set of 805 instructions, half of whose gamed pairs are judged. */
export const readWhole: ReadAsset = async (asset) => {
  if (asset.name === referenceOutputs.name) return readGamed(asset)
  const [header = ''] = gamed.split('\n')
  const lines = Array.from({ length: 805 }, (_, i) => {
    const [length, difficulty] = [((i * 7) % 11) / 4 - 1, ((i * 5) % 9) / 2 - 2]
    return `verbose,${i},${length},${difficulty},False,${i % 2 === 0 ? ((i * 3) % 7) / 7 : ''}`
  })
  return new TextEncoder().encode([header, ...lines].join('\n'))
}
