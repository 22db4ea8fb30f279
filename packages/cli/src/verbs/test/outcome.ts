/** What one suite came to. */
export interface Outcome {
  readonly suite: string
  readonly passed: number
  /** One text for each failure. */
  readonly failures: readonly string[]
  readonly skips: readonly Skip[]
  /** What was left to another run by a rule, in sentences: no skip, since every machine does so. */
  readonly notes?: readonly string[]
}

/** A test or suite that did not run. */
export interface Skip {
  readonly name: string
  readonly reason: string
}

/** A whole suite that this machine cannot run; it counts as one skip. */
export function leftOut(suite: string, reason: string, name = suite): Outcome {
  return { suite, passed: 0, failures: [], skips: [{ name, reason }] }
}

/** One outcome a suite, in the order in which suites first occur. */
export function joined(outcomes: readonly Outcome[]): Outcome[] {
  const parts = Map.groupBy(outcomes, ({ suite }) => suite)
  return [...parts].map(([suite, of]) => ({
    suite,
    passed: of.reduce((sum, { passed }) => sum + passed, 0),
    failures: of.flatMap(({ failures }) => failures),
    skips: of.flatMap(({ skips }) => skips),
    ...(of.some(({ notes }) => notes) ? { notes: of.flatMap(({ notes = [] }) => notes) } : {}),
  }))
}
