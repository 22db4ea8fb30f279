import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Claim, Measured } from '@retable/core'
import { parseReported } from '@retable/core/reported'
import { describe, expect, test } from 'vitest'
import { lengthPenalty, miniClaims, statedMiniClaims } from './claims.ts'
import { claims } from '../claims.ts'
import { reproduction } from '../reproduction.ts'

const whole = miniClaims({ isWhole: true })
const part = miniClaims({ isWhole: false })
const testOf = (id: string, of = whole) => of.find((claim) => claim.id === id)!.test
const at =
  (metric: string) =>
  (setting: string): Measured => ({ setting, metric })
const [violations, words] = [at('violation_rate'), at('mean_words')]
const higher = (...of: readonly (readonly [higher: Measured, lower: Measured])[]): Claim['test'] => ({
  kind: 'higher',
  pairs: of.map(([one, other]) => ({ higher: one, lower: other })),
})

describe('each claim compares what it says', () => {
  const lift = violations('lift-dpo/limits')
  test.each<[id: string, Claim['test']]>([
    ['C2', higher([violations('dpo/limits'), lift])],
    ['M1', higher([violations('base/limits'), lift])],
    [
      'M2',
      higher(
        ...['violation_rate_sound', 'violation_or_unsound'].map(
          (metric) => [at(metric)('dpo/limits'), at(metric)('lift-dpo/limits')] as const,
        ),
      ),
    ],
    ['M3', higher([violations('r-dpo 0.1/limits'), lift], [violations('dpo for one pass/limits'), lift])],
    [
      'M4',
      higher(
        ...[15, 30, 60].map(
          (limit) => [violations(`dpo/${limit} words`), violations(`lift-dpo/${limit} words`)] as const,
        ),
      ),
    ],
    ['M5', { kind: 'no worse', a: words('lift-dpo/no limit'), b: words('dpo/no limit'), margin: 10 }],
  ])('%s', (id, wanted) => expect(testOf(id)).toEqual(wanted))

  test('the margin is the one that its statement names', () => {
    expect(whole.find(({ id }) => id === 'M5')!.statement).toContain('by 10 words or more')
  })
})

test('the rest say why they are not tested; a seed without an arm does not test it', () => {
  const reasons = (of: readonly Claim[]) =>
    of.flatMap(({ id, test: one }) => (one.kind === 'not tested' ? [[id, one.reason]] : []))
  expect(reasons(whole).map(([id]) => id)).toEqual(['C1', 'C3', 'C4', 'C5', 'C6', 'C7'])
  expect(reasons(part).map(([id]) => id)).toEqual(['C1', 'C3', 'C4', 'C5', 'C6', 'C7', 'M3', 'M4', 'M5'])
  for (const [, reason] of reasons(part)) expect(reason).toMatch(/\w+ \w+/)
  for (const id of ['C2', 'M1', 'M2']) expect(testOf(id, part)).toEqual(testOf(id))
})

test('the paper’s claims have the words that they have on every tier, and ours stand in the package', () => {
  const worded = (of: readonly Pick<Claim, 'id' | 'statement'>[]) =>
    of.map(({ id, statement }) => `${id} ${statement}`)
  const ofPaper = claims([0.1]).filter(({ isOwn }) => isOwn !== true)
  expect(worded(whole)).toEqual(worded([...ofPaper, ...statedMiniClaims]))
  expect(worded(part)).toEqual(worded(whole))
  expect(worded(reproduction.claims)).toEqual(worded([...claims([0.1]), ...statedMiniClaims]))
})

test('R-DPO is the paper’s with the fewer broken limits', () => {
  const reported = parseReported(readFileSync(path.join(import.meta.dirname, '../reported.csv'), 'utf8'))
  const rate = (penalty: string) =>
    Number(
      reported.find(
        ({ cell }) => cell === `table-3/llama2-70b-base-r-dpo-alpha-${penalty}/alpacaeval-li-vlt`,
      )!.value,
    )
  expect(rate('0-1')).toBeLessThan(rate('0-01'))
  expect(lengthPenalty).toBe(0.1)
})
