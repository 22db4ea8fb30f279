import type { Benchmark, GradeContext, Variant } from '@retable/core'

/** Where the outputs without an answer under one variant have one. */
export interface AnswersElsewhere {
  /** Outputs without an answer under the variant used, and of how many outputs. */
  readonly unparsed: number
  readonly of: number
  /** How many of the unparsed ones were read by other variants. */
  readonly read: number
  /** Variants that find an answer in some of these, the best three first; empty if none does. */
  readonly variants: readonly { readonly variant: string; readonly found: number }[]
}

/** Keeps some of the outputs in which no answer was found. */
export interface UnparsedSample {
  readonly add: (output: string, context: GradeContext) => void
  /** Undefined where the unparsed are too few to be worth a word. */
  readonly readByOthers: (outputs: number) => AnswersElsewhere | undefined
}

/** From this share of outputs on, those without an answer are read by other variants. */
const notableShare = 0.05

/** Most that is kept: outputs, and characters of one. */
const most = { outputs: 200, characters: 100_000, variants: 3 }

/** An empty {@link UnparsedSample}: every unparsed output has the same chance to be in it, drawn the same way each time. */
export function startUnparsedSample(benchmark: Benchmark, used: Variant): UnparsedSample {
  const kept: { readonly output: string; readonly context: GradeContext }[] = []
  let unparsed = 0
  let short = 0
  let state = 1
  const drawn = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  return {
    add(output, context) {
      unparsed += 1
      if (output.length > most.characters) return
      short += 1
      const place = kept.length < most.outputs ? kept.length : drawn(short)
      if (place < most.outputs) kept[place] = { output, context }
    },
    readByOthers(outputs) {
      if (unparsed === 0 || unparsed < notableShare * outputs) return undefined
      const others = benchmark.variants.filter(({ id }) => id !== used.id)
      const variants = others
        .map((variant) => ({ variant: variant.id, found: kept.filter(hasAnswer(variant)).length }))
        .filter(({ found }) => found > 0)
        .toSorted((a, b) => b.found - a.found)
      return { unparsed, of: outputs, read: kept.length, variants: variants.slice(0, most.variants) }
    },
  }
}

/** What a variant cannot read, for want of the item for instance, has no answer under it. */
function hasAnswer(variant: Variant) {
  return ({ output, context }: { readonly output: string; readonly context: GradeContext }): boolean => {
    if (variant.needsItem && context.item === undefined) return false
    try {
      return variant.grade(output, context).extracted !== null
    } catch {
      return false
    }
  }
}
