import { expect, test } from 'vitest'
import type { TierSetup } from '../paper/reproduction.ts'

/** What a tier hands on, by path, as in `dpo.optimizer.clip`. */
export type SetupValues = Readonly<Record<string, unknown>>

/** A hyper-parameter as the manifest lists it, and every place that has to get it. */
export type HyperparameterRow = readonly [
  name: string,
  value: string | number,
  source: string,
  uses: SetupValues,
]

/** Values by path. Functions are no values, and a list is one. */
export function flatValues(value: object, path = ''): SetupValues {
  const inner = Object.entries(value).map(([name, one]: [string, unknown]): SetupValues => {
    if (typeof one === 'function') return {}
    const isGroup = typeof one === 'object' && one !== null && !Array.isArray(one)
    return isGroup ? flatValues(one, `${path}${name}.`) : { [path + name]: one }
  })
  return Object.assign({}, ...inner) as SetupValues
}

/** The same value at several places. */
export function at(places: readonly string[], name: string, value: unknown): SetupValues {
  return Object.fromEntries(places.map((place) => [`${place}.${name}`, value]))
}

/**
 * Holds a tier against a table of its hyper-parameters: each is listed, and gets to every place that it is for.
 *
 * @param options - `fixed`: what is no hyper-parameter; `got`: all that the tier hands on, by path
 */
export function testHyperparameters<Setup>(
  tier: TierSetup<Setup>,
  options: {
    readonly rows: readonly HyperparameterRow[]
    readonly fixed: SetupValues
    readonly got: (tier: TierSetup<Setup>) => SetupValues
  },
): void {
  const { rows, fixed, got } = options
  test('every hyper-parameter is listed with its value and source, in this order', () => {
    expect(tier.hyperparameters).toEqual(rows.map(([name, value, source]) => ({ name, value, source })))
  })

  test('each gets to every place that it is for, and nothing else is set', () => {
    expect(got(tier)).toEqual(Object.assign({}, fixed, ...rows.map(([, , , uses]) => uses)))
  })
}
