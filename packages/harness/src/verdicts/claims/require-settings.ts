import type { ClaimTest, Measured, TierSetup } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { nearestName } from '../../names/nearest-name.ts'

/**
 * Refuses a claim or a gate about a setting that no step measures, before anything is run.
 *
 * @throws HarnessError `harness/claim`
 */
export function requireSettings(
  paper: string,
  tier: string,
  { claims, gates = [] }: Pick<TierSetup<unknown>, 'claims' | 'gates'>,
  settings: readonly string[],
): void {
  const known = new Set(settings)
  const needs = [
    ...claims.map(({ id, test }) => ({ what: `claim ${id}`, measured: measuredBy(test) })),
    ...gates.map(({ of, statement }) => ({ what: `the gate "${statement}"`, measured: [of] })),
  ]
  for (const { what, measured } of needs) {
    const lost = measured.find(({ setting }) => !known.has(setting))
    if (lost === undefined) continue
    const nearest = nearestName(lost.setting, [...known])
    const hint = nearest === undefined ? `there are ${[...known].join(', ')}` : `did you mean ${nearest}?`
    throw new HarnessError(
      'harness/claim',
      `${paper}, tier ${tier}: ${what} is about the setting "${lost.setting}", which no step measures; ${hint}`,
    )
  }
}

/** What a claim's test is about; nothing where it is not tested. */
export function measuredBy(test: ClaimTest): readonly Measured[] {
  switch (test.kind) {
    case 'higher':
      return test.pairs.flatMap(({ higher, lower }) => [higher, lower])
    case 'sign':
      return test.values.map(({ of }) => of)
    case 'equivalent':
    case 'no worse':
      return [test.a, test.b]
    case 'not tested':
      return []
  }
}
