import type { Judge } from '@retable/core'

/** A verdict of Arena-Hard's judge: `>>` is significantly better, `>` slightly. */
export type ArenaVerdict = 'A>>B' | 'A>B' | 'A=B' | 'B>A' | 'B>>A'

/**
 * The label in a judge's text as gen_judgment.py stores it: what stands between double square brackets, made of
 * "A", "B", "<", "=" and ">" alone. The same label may stand there more than once; different ones are no verdict.
 * The label need not be one of the five that count.
 *
 * A judge that gives no label is asked once more to finish; its texts stand together in `judgment`.
 */
export function readLabel(text: string): string | null {
  const labels = new Set(Array.from(text.matchAll(/\[\[([AB<>=]+)\]\]/g), ([, label]) => label!))
  const [label] = labels
  return labels.size === 1 ? label! : null
}

/** The five labels that count; any other is no verdict. */
export function verdictOf(label: unknown): ArenaVerdict | null {
  return verdicts.find((verdict) => verdict === label) ?? null
}

const verdicts: readonly ArenaVerdict[] = ['A>>B', 'A>B', 'A=B', 'B>A', 'B>>A']

/**
 * GPT-4 Turbo between a baseline's and a model's answer, in both orders. Li et al., "From Crowdsourced Data to
 * High-Quality Benchmarks: Arena-Hard and BenchBuilder Pipeline", arXiv 2406.11939v2.
 */
export const pairJudge: Judge<ArenaVerdict> = {
  id: 'gpt-4-1106-preview',
  version: '1',
  source:
    'arXiv 2406.11939v2; lmarena/arena-hard-auto at e4248e0, config/judge_config.yaml and gen_judgment.py',
  asks: 'pair',
  order: 'both',
  parse: (text) => verdictOf(readLabel(text)),
  ties: 'A tie is one battle that counts half for each side.',
  errors: 'A game without exactly one of the five labels counts no battle.',
}
