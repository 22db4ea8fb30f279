import type { PaperCheck } from '@retable/core'
import { isBetweenSources } from './between-sources.ts'

/** What checks found, in numbers. */
export interface CheckCounts {
  readonly cells: number
  /** Relations that hold. */
  readonly holds: number
  /** Shares that are possible. */
  readonly shares: number
  readonly known: number
  /** Those of the known contradictions that are between versions or sources, and not within one text. */
  readonly knownBetweenSources: number
  readonly new: number
  readonly vanished: number
  readonly differences: number
  readonly faults: number
}

/** Counts what the check of one paper found. */
export function checkCounts(check: PaperCheck): CheckCounts {
  const { reported, findings, differences, possibleShares, faults } = check
  const of = (outcome: string) => findings.filter((found) => found.outcome === outcome)
  return {
    cells: reported,
    holds: of('holds').length,
    shares: possibleShares,
    known: of('known').length,
    knownBetweenSources: of('known').filter(isBetweenSources).length,
    new: of('new').length,
    vanished: of('vanished').length,
    differences: differences.length,
    faults: faults.length,
  }
}

/** The counts of several papers together. */
export function totalCounts(all: readonly CheckCounts[]): CheckCounts {
  const sum = (of: (counts: CheckCounts) => number) => all.reduce((total, counts) => total + of(counts), 0)
  return {
    cells: sum(({ cells }) => cells),
    holds: sum(({ holds }) => holds),
    shares: sum(({ shares }) => shares),
    known: sum(({ known }) => known),
    knownBetweenSources: sum(({ knownBetweenSources }) => knownBetweenSources),
    new: sum((counts) => counts.new),
    vanished: sum(({ vanished }) => vanished),
    differences: sum(({ differences }) => differences),
    faults: sum(({ faults }) => faults),
  }
}
