import { shuffled, type DataSource, type RandomStream } from '@retable/core'
import { limitSetters, outputsOf, readLimits } from '@retable/evaluators/alpaca-eval'

/** An instruction of AlpacaEval. */
export interface Instruction {
  /** Its place in AlpacaEval's order, from 0. */
  readonly id: string
  readonly text: string
  /** What AlpacaEval-LI asks for, in words: those of the shortest of three models' outputs (section 3.1.1). */
  readonly limit: number
}

const files = limitSetters.map(outputsOf)

/** AlpacaEval's instructions without those that name a length themselves, with limits rebuilt from the three models' outputs. */
export const instructions: DataSource<Instruction> = {
  size: 802,
  files,
  async make(_random, bytes) {
    const { maxWords, excluded } = await readLimits((wanted) =>
      Promise.resolve(bytes[files.findIndex(({ sha256 }) => sha256 === wanted.sha256)]!),
    )
    return [...maxWords]
      .map(([text, limit], i) => ({ id: String(i), text, limit }))
      .filter(({ text }) => !excluded.has(text))
  },
}

/** Instructions by what they are for; none is in two. */
export interface Split {
  readonly test: readonly Instruction[]
  /** Left for settings to be tried on. */
  readonly development: readonly Instruction[]
  readonly training: readonly Instruction[]
}

/** How instructions are split. */
export interface SplitOptions {
  /** Longer ones are left out. */
  readonly mostTokens: number
  readonly test: number
  readonly development: number
}

/** Splits the instructions that are short enough, in random order; `tokens` has the length of each. */
export function splitInstructions(
  all: readonly Instruction[],
  tokens: readonly number[],
  { mostTokens, test, development }: SplitOptions,
  random: RandomStream,
): Split {
  const short = all.filter((_, i) => tokens[i]! <= mostTokens)
  const order = shuffled(random, short)
  return {
    test: order.slice(0, test),
    development: order.slice(test, test + development),
    training: order.slice(test + development),
  }
}
