import type { Answer } from '../answer.ts'
import { constantRatio } from '../expressions/identity.ts'

/** `low < high` or `low \leq high`. */
export interface Inequality {
  readonly low: string
  readonly high: string
  readonly isStrict: boolean
}

/** An answer as one inequality between two expressions; null where it is none, or has an interval with two ends. */
export function inequalityOf(answer: Answer): Inequality | null {
  if (answer.kind === 'relation') return inequality(answer.sides, answer.signs)
  if (answer.kind !== 'named' || answer.value.kind !== 'tuple') return null
  const { open, close, parts } = answer.value
  const [low, high] = parts
  if (parts.length !== 2 || low?.kind !== 'scalar' || high?.kind !== 'scalar') return null
  const [hasLow, hasHigh] = [low, high].map(({ latex }) => !latex.includes(String.raw`\infty`))
  if (hasLow === hasHigh) return null
  return hasHigh
    ? { low: answer.name, high: high.latex, isStrict: close === ')' }
    : { low: low.latex, high: answer.name, isStrict: open === '(' }
}

function inequality(sides: readonly string[], signs: readonly string[]): Inequality | null {
  const [left, right] = sides
  const [sign = ''] = signs
  if (left === undefined || right === undefined || sides.length > 2) return null
  if (sign === '<' || sign === String.raw`\leq`) return { low: left, high: right, isStrict: sign === '<' }
  if (sign === '>' || sign === String.raw`\geq`) return { low: right, high: left, isStrict: sign === '>' }
  return null
}

/** Whether two inequalities say the same: one difference is a positive multiple of the other. */
export function sameInequality(a: Inequality, b: Inequality): boolean {
  if (a.isStrict !== b.isStrict) return false
  return constantRatio([a.high, a.low], [b.high, b.low]) === 'positive'
}
