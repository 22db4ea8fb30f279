import { expect, test } from 'vitest'
import { leftToNight, type Recorded } from './run-remakes.ts'

const of = (paper: string, changed: readonly string[], tier: 'nano' | 'mini' = 'nano'): Recorded => ({
  place: { paper, tier },
  changed,
})

/** What is left to the night, by paper and tier. */
const left = (...recorded: readonly Recorded[]) =>
  [...leftToNight(recorded)].map(([{ paper, tier }, why]) => `${paper}, ${tier}: ${why}`)

test('at most two papers that are touched are made again, and of every other record it is said why not', () => {
  expect(
    left(of('a', ['x.ts']), of('b', []), of('c', ['x.ts', 'y.ts']), of('d', ['x.ts', 'y.ts', 'z.ts'])),
  ).toEqual([
    'b, nano: not re-made: nothing that decides its numbers has changed since it was',
    'd, nano: left to `nightly`: touched (x.ts and 2 more), but a run re-makes 2 papers at most',
  ])
})

test('a tier that takes hours is made again by hand, and takes no paper’s place', () => {
  expect(left(of('a', ['x.ts'], 'mini'), of('b', ['x.ts']), of('c', ['x.ts']))).toEqual([
    'a, mini: not re-made: this tier takes hours; `./retable run a --tier mini --check` makes it again',
  ])
})
