import type { Claim, ClaimTest, Measured } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { nearestName } from '../../names/nearest-name.ts'

/**
 * Refuses a claim about a setting that no step measures, before anything is run.
 *
 * @throws HarnessError `harness/claim`
 */
export function requireSettings(
  paper: string,
  tier: string,
  claims: readonly Claim[],
  settings: readonly string[],
): void {
  const known = new Set(settings)
  for (const { id, test } of claims) {
    const lost = measuredBy(test).find(({ setting }) => !known.has(setting))
    if (lost === undefined) continue
    const nearest = nearestName(lost.setting, [...known])
    const hint = nearest === undefined ? `there are ${[...known].join(', ')}` : `did you mean ${nearest}?`
    throw new HarnessError(
      'harness/claim',
      `${paper}, tier ${tier}: claim ${id} is about the setting "${lost.setting}", which no step measures; ${hint}`,
    )
  }
}

function measuredBy(test: ClaimTest): readonly Measured[] {
  switch (test.kind) {
    case 'higher':
      return test.pairs.flatMap(({ higher, lower }) => [higher, lower])
    case 'sign':
      return test.values.map(({ of }) => of)
    case 'equivalent':
      return [test.a, test.b]
    case 'not tested':
      return []
  }
}
