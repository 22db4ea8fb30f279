import type { ClaimTest } from '@retable/core'
import { expect, test } from 'vitest'
import { requireSettings } from './require-settings.ts'

const at = (setting: string) => ({ setting, metric: 'accuracy' })
const about = (claimTest: ClaimTest) => () =>
  requireSettings('p', 'nano', { claims: [{ id: 'C1', statement: '', cells: [], test: claimTest }] }, [
    'base',
    'dpo',
  ])

test.each<[ClaimTest]>([
  [{ kind: 'higher', pairs: [{ higher: at('dpo'), lower: at('bse') }] }],
  [{ kind: 'higher', pairs: [{ higher: at('bse'), lower: at('dpo') }] }],
  [{ kind: 'sign', values: [{ of: at('bse'), sign: 1 }] }],
  [{ kind: 'equivalent', a: at('base'), b: at('bse'), margin: 0.1 }],
  [{ kind: 'equivalent', a: at('bse'), b: at('base'), margin: 0.1 }],
  [{ kind: 'no worse', a: at('base'), b: at('bse'), margin: 0.1 }],
])('a claim about a setting that no step measures is refused: %j', (claimTest) => {
  expect(about(claimTest)).toThrow(
    'p, tier nano: claim C1 is about the setting "bse", which no step measures; did you mean base?',
  )
})

test('where no name is near, all of them are told', () => {
  expect(about({ kind: 'sign', values: [{ of: at('something else'), sign: 1 }] })).toThrow(
    'which no step measures; there are base, dpo',
  )
})

test('a claim about what is measured, or that is not tested, is not', () => {
  expect(about({ kind: 'higher', pairs: [{ higher: at('dpo'), lower: at('base') }] })).not.toThrow()
  expect(about({ kind: 'not tested', reason: 'no such task' })).not.toThrow()
})

test('a gate on a setting that no step measures is refused too', () => {
  const gated = (setting: string) => () =>
    requireSettings(
      'p',
      'nano',
      { claims: [], gates: [{ of: at(setting), least: 1, statement: 'it can' }] },
      ['m1'],
    )
  expect(gated('m2')).toThrow(
    'p, tier nano: the gate "it can" is about the setting "m2", which no step measures; did you mean m1?',
  )
  expect(gated('m1')).not.toThrow()
})
