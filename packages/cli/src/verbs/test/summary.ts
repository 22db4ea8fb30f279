import { isAllowed } from './allowed-skips.ts'
import type { Outcome } from './outcome.ts'

/** Counts over all suites, and what is printed of them. */
export interface Summary {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly lines: readonly string[]
}

/** Adds up outcomes. On CI a skip that is not on the list of allowed ones counts as a failure. */
export function summaryOf(outcomes: readonly Outcome[], options: { readonly isCi: boolean }): Summary {
  const skips = outcomes.flatMap((outcome) => outcome.skips)
  const unexcused = options.isCi ? skips.filter((skip) => !isAllowed(skip)) : []
  const lines = outcomes.flatMap((outcome) => [
    `${outcome.suite}: ${outcome.passed} passed, ${outcome.failures.length} failed, ${outcome.skips.length} skipped`,
    ...(outcome.notes ?? []).map((note) => `  ${note}`),
    ...outcome.skips.map((skip) => `  skipped: ${skip.name}: ${skip.reason}`),
    ...outcome.failures.map((failure) => `  FAILED ${failure.replaceAll('\n', '\n    ')}`),
  ])
  if (unexcused.length > 0) {
    lines.push('With CI=true these count as failures:')
    lines.push(...unexcused.map((skip) => `  ${skip.name}: ${skip.reason}`))
  }
  return {
    passed: sum(outcomes, (outcome) => outcome.passed),
    failed: sum(outcomes, (outcome) => outcome.failures.length) + unexcused.length,
    skipped: skips.length - unexcused.length,
    lines,
  }
}

function sum(outcomes: readonly Outcome[], value: (outcome: Outcome) => number): number {
  return outcomes.reduce((total, outcome) => total + value(outcome), 0)
}
