import type { Asset } from '@retable/core'
import { answeringModels } from './answers.ts'

// Small files as AlpacaEval's are: 400 instructions, of which three name a length themselves by their place.

/** How many instructions there are, and which of them AlpacaEval-LI leaves out. */
export const count = 400
export const excluded: readonly number[] = [148, 203, 229]

/** Every tenth is long: 80 words. */
export const instructionText = (i: number) => `${i} asks ${i % 10 === 9 ? plain(78) : 'for rivers'}`

/** Words of the outputs that set limits: the third model's are the shortest. */
export const limitOf = (i: number) => 20 + i

/** Words of a model's answer, and the judge's preference for it over the baseline's: 1 to 2. */
const lengths = [12, 24, 40, 120] as const
const preferences = [1.01, 1.5, 1.9, 2, null] as const
export const answerOf = (model: number, i: number) => ({
  text: `m${model} ${plain(lengths[(model + i) % lengths.length]! - 1)}`,
  preference: preferences[(model * 3 + i) % preferences.length]!,
})

/** Tokens as they are counted in these tests: one a word. */
export const tokensOf = (text: string) => text.split(/\s+/).filter((word) => word !== '').length

/** The bytes of a file. */
export function readSmall({ name }: Asset): Uint8Array {
  const [, folder = '', file = ''] = /results\/([^/]+)\/(.+)$/.exec(name) ?? []
  const rows = file === 'model_outputs.json' ? outputs(folder) : annotations(folder)
  return new TextEncoder().encode(JSON.stringify(rows))
}

function outputs(generator: string) {
  const more = { gpt4_1106_preview: 30, 'claude-3-opus-20240229': 7, 'mistral-large-2402': 0 }[generator]
  return places().map((i) => ({
    instruction: instructionText(i),
    output: plain(limitOf(i) + more!),
    generator,
  }))
}

function annotations(generator: string) {
  const model = answeringModels.findIndex((name) => name === generator)
  return places().map((i) => {
    const { text, preference } = answerOf(model, i)
    const both = { output_1: 'The baseline.', generator_1: 'gpt4_1106_preview', output_2: `${text} \n` }
    return { instruction: instructionText(i), ...both, generator_2: generator, preference }
  })
}

function places(): number[] {
  return Array.from({ length: count }, (_, i) => i)
}

function plain(words: number): string {
  return Array(words).fill('word').join(' ')
}
