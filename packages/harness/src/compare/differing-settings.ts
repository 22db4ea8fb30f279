import { canonicalJson, type SideBenchmark } from '@retable/core'

/** What a side was measured by. */
export type SettledSide = Pick<SideBenchmark, 'benchmark' | 'variant' | 'settings'>

/**
 * What two sides of a benchmark differ in beside the model, in sentences; none where they are comparable. A setting that
 * one side does not tell is taken as the other's.
 */
export function differingSettings(baseline: SettledSide, candidate: SettledSide): string[] {
  const differ = (what: string, a: unknown, b: unknown) =>
    a === undefined || b === undefined || canonicalJson(a) === canonicalJson(b)
      ? []
      : [`${what}: ${shown(a)} and ${shown(b)}`]
  const names = [...new Set([...Object.keys(baseline.settings), ...Object.keys(candidate.settings)])]
  return [
    ...differ('benchmark', baseline.benchmark?.id, candidate.benchmark?.id),
    ...differ('benchmark version', baseline.benchmark?.version, candidate.benchmark?.version),
    ...differ('extraction', versioned(baseline.variant), versioned(candidate.variant)),
    ...names.flatMap((name) => differ(name, baseline.settings[name], candidate.settings[name])),
  ]
}

function versioned(variant: SideBenchmark['variant']): string | undefined {
  return variant === null ? undefined : `${variant.id} version ${variant.version}`
}

/** Of a setting in a sentence: a list of solvers may be pages long. */
const longest = 200

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : canonicalJson(value)
  if (/^[0-9a-f]{64}$/.test(text)) return text.slice(0, 12)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
