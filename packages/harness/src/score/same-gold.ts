import type { Benchmark, GradeContext, Variant } from '@retable/core'

/** Whether two golds of an item are one, perhaps in two spellings. */
export type SameGold = (a: string, b: string, context?: Omit<GradeContext, 'gold'>) => boolean

/**
 * Golds are the same if the rule that scores reads them alike, or the benchmark's default rule does (`2125` and `2,125`,
 * `\frac{1}{9}` and `\dfrac{1}{9}`), or if by the default rule each is a right answer where the other is the gold. Only
 * the default rule may decide so: others have tolerances by which 18 and 1800 are one.
 */
export function sameGold(benchmark: Benchmark, variant: Variant): SameGold {
  const usual = benchmark.variants.find(({ id }) => id === benchmark.defaultVariant) ?? variant
  return (a, b, context = {}) => {
    if (a === b) return true
    if (a.trim() === '' || b.trim() === '') return false
    const readAlike = ({ grade }: Variant) =>
      grade('', { ...context, gold: a }).gold === grade('', { ...context, gold: b }).gold
    const isRight = (answer: string, gold: string) => (said: (answer: string) => string) =>
      usual.grade(said(answer), { ...context, gold }).score === 1
    try {
      if (readAlike(variant) || readAlike(usual)) return true
      return ways.some((said) => isRight(a, b)(said) && isRight(b, a)(said))
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
