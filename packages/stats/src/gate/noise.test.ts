import { expect, test } from 'vitest'
import { MersenneTwister } from '../numeric/mersenne-twister.ts'
import { discordanceWithSamples, noiseFloor } from './noise.ts'

test('three runs by hand', () => {
  const runs = [
    [1, 1, 0, 0],
    [1, 0, 0, 0],
    [1, 1, 1, 0],
  ]
  const floor = noiseFloor(runs)
  // Pairs differ in 1, 1 and 2 of 4 items.
  expect(floor.flips).toBeCloseTo((0.25 + 0.25 + 0.5) / 3, 12)
  // Means .5, .25, .75.
  expect(floor.variance).toBeCloseTo(1 / 16, 12)
  expect(floor.itemVariance).toBeCloseTo(1 / 24, 12)
  // Two degrees of freedom: e^(−ratio).
  expect(floor.p).toBeCloseTo(Math.exp(-1.5), 12)
  expect(floor.isAlarm).toBe(false)
})

test('a whole run that moves at once sets it off; of two runs nothing is said', () => {
  const run = (right: number) => Array.from({ length: 100 }, (_, i) => (i < right ? 1 : 0))
  const moved = [run(50), run(51), run(60)]
  expect(noiseFloor(moved)).toMatchObject({ isAlarm: true })
  expect(noiseFloor(moved.slice(1))).toMatchObject({ p: null, isAlarm: false, flips: 0.09 })
  // The 95 % point of three runs is 2.996 times.
  const { variance, itemVariance, p } = noiseFloor(moved)
  expect(p).toBeCloseTo(Math.exp(-variance / itemVariance), 12)
})

test('runs that are the same flip nothing and are no cause for alarm', () => {
  expect(
    noiseFloor([
      [0.5, 1],
      [0.5, 1],
      [0.5, 1],
    ]),
  ).toEqual({
    flips: 0,
    variance: 0,
    itemVariance: 0,
    p: 1,
    isAlarm: false,
  })
  expect(() => noiseFloor([[1, 0]])).toThrow('two repeats')
  expect(() => noiseFloor([[1, 0], [1]])).toThrow('the same items')
})

test('items that flip for themselves set it off in 5 %', () => {
  const random = new MersenneTwister(6)
  const shares = Array.from({ length: 400 }, (_, i) => (i % 5 === 0 ? 0.5 : 1))
  const drawn = () => shares.map((share) => (random.uint32() / 2 ** 32 < share ? 1 : 0))
  const rounds = 1000
  let alarms = 0
  for (let i = 0; i < rounds; i += 1) if (noiseFloor([drawn(), drawn(), drawn()]).isAlarm) alarms += 1
  // Three standard errors of 1,000.
  expect(Math.abs(alarms / rounds - 0.05)).toBeLessThan(0.021)
})

test('samples shrink what flips, not what differs', () => {
  expect(discordanceWithSamples(0.15, 0.1, 1)).toBeCloseTo(0.15, 12)
  expect(discordanceWithSamples(0.15, 0.1, 4)).toBeCloseTo(0.075, 12)
  expect(discordanceWithSamples(0.05, 0.1, 2)).toBeCloseTo(0.025, 12)
})
