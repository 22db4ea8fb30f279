import type { Benchmark, GradeContext, Variant } from '@retable/core'

/** Whether two golds of an item are one, perhaps in two spellings. */
export type SameGold = (a: string, b: string, context?: Omit<GradeContext, 'gold'>) => boolean

/**
 * Golds are the same if they are one number (`18` and `18.0`, as tables write it), if the rule that scores or the
 * benchmark's default rule reads them alike (`2125` and `2,125`, `\frac{1}{9}` and `\dfrac{1}{9}`), or if by the default
 * rule each is a right answer where the other is the gold. Only the default rule may decide so: others have tolerances by
 * which 18 and 1800 are one. A rule that would say the same of a third gold says nothing.
 */
export function sameGold(benchmark: Benchmark, variant: Variant): SameGold {
  const usual = benchmark.variants.find(({ id }) => id === benchmark.defaultVariant) ?? variant
  return (a, b, context = {}) => {
    if (a === b) return true
    if (a.trim() === '' || b.trim() === '') return false
    if (numberIn(a) !== undefined && numberIn(a) === numberIn(b)) return true
    const third = `${a}${b}1`
    const isReadAlike = ({ grade }: Variant) => {
      const read = (gold: string) => grade('', { ...context, gold }).gold
      return read(a) === read(b) && read(third) !== read(a)
    }
    const isRight = (given: string, gold: string) => usual.grade(given, { ...context, gold }).score === 1
    try {
      if (isReadAlike(variant) || isReadAlike(usual)) return true
      return ways.some((way) => isRight(way(a), b) && isRight(way(b), a) && !isRight(way(third), b))
    } catch {
      // A rule of the user's own need not take every gold.
      return false
    }
  }
}

/** How rules are told an answer. */
const ways: readonly ((answer: string) => string)[] = [
  (answer) => `$\\boxed{${answer}}$`,
  (answer) => `#### ${answer}`,
]

/** The number that a text is, with or without commas between thousands and a currency before it. */
function numberIn(text: string): number | undefined {
  const plain = /^\$?(-?(?:\d{1,3}(?:,\d{3}){1,10}|\d{1,15})(?:\.\d{1,15})?)$/.exec(text.trim())?.[1]
  return plain === undefined ? undefined : Number(plain.replaceAll(',', ''))
}
