import type { Reproduction, TierName, TierSetup } from '@retable/core'
import { expect, test } from 'vitest'
import { tierOf } from './tier.ts'

const engine = { engine: 'none', settings: {} }

/** A paper whose recipe has models in two roles. */
function paperWith(engines: TierSetup<null>['engines'] & object): Reproduction<null> {
  const setup: TierSetup<null> = {
    ...{ setup: null, engine, engines, hyperparameters: [], remarks: [], claims: [] },
    ...{ underpowered: false, differences: [] },
  }
  return {
    paper: { id: 'p', title: '', authors: '', arxiv: '0000.00000v1', versions: [] },
    claims: [],
    runs: {
      recipe(lab) {
        for (const role of ['policy', 'judge'])
          lab.model(role, { kind: 'hub', repository: 'x', revision: 'r' })
      },
      defaultTier: 'paper',
      tiers: { paper: () => setup, nano: () => ({ ...setup, remarks: ['small'] }) },
      cells: [],
    },
  }
}
const laidOut = (engines: Record<string, typeof engine>, tier?: TierName) =>
  tierOf(
    { reproduction: paperWith(engines) as Reproduction<unknown>, folder: '.' },
    { tier, seed: 1, quick: false },
  )

test('the tier that is asked for is laid out, the paper’s default one without', () => {
  expect(laidOut({}, 'nano')).toMatchObject({ tier: 'nano', setup: { remarks: ['small'] } })
  expect(laidOut({})).toMatchObject({ tier: 'paper', setup: { remarks: [] } })
  expect(() => laidOut({}, 'mini')).toThrow('p has no recipe for the tier "mini" yet; it has: paper, nano')
})

test('an engine for a role that no model has is refused, with the role that may be meant', () => {
  expect(laidOut({ judge: engine }).steps).toHaveLength(2)
  expect(() => laidOut({ jugde: engine })).toThrow(
    'p, tier paper: an engine is named for the role "jugde", which no model has; did you mean judge?',
  )
  expect(() => laidOut({ writer: engine })).toThrow('which no model has; there are policy, judge')
})
