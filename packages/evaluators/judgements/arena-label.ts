import type { PairVerdict } from '@retable/core'

/** What one of Arena-Hard's five labels says: `>>` is significantly better, `>` slightly. */
export interface LabelVerdict {
  readonly verdict: PairVerdict
  readonly isStrong: boolean
}

const verdicts: ReadonlyMap<unknown, LabelVerdict> = new Map([
  ['A>>B', { verdict: 'first', isStrong: true }],
  ['A>B', { verdict: 'first', isStrong: false }],
  ['A=B', { verdict: 'tie', isStrong: false }],
  ['B>A', { verdict: 'second', isStrong: false }],
  ['B>>A', { verdict: 'second', isStrong: true }],
])

/**
 * The label in a judge's text as Arena-Hard's gen_judgment.py stores it: what stands between double square brackets, made
 * of "A", "B", "<", "=" and ">" alone. The same label may stand there more than once; different ones are no verdict.
 * The label need not be one of the five that count. arXiv 2406.11939v2; lmarena/arena-hard-auto at e4248e0.
 */
export function readLabel(text: string): string | null {
  const labels = labelsIn(text)
  const [label] = labels
  return labels.size === 1 ? label! : null
}

/** Every different label in a judge's text. */
export function labelsIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\[\[([AB<>=]+)\]\]/g), ([, label]) => label!))
}

/**
 * Whether a value is a label as Arena-Hard's programs store one, of the five that count or not: "A>A" and "A<B" are what
 * a judge wrote between the brackets.
 */
export function isLabel(value: unknown): value is string {
  return typeof value === 'string' && /^[AB<>=]+$/.test(value)
}

/** The five labels that count; any other is no verdict. */
export function labelVerdict(label: unknown): LabelVerdict | null {
  return verdicts.get(label) ?? null
}
