import { expect, test } from 'vitest'
import { bootstrap } from './bootstrap.ts'
import { MersenneTwister } from './numeric/mersenne-twister.ts'

test('rounds follow each other in one stream of the generator', () => {
  const options = { n: 50, rounds: 3, generator: new MersenneTwister(42) }
  const rounds = bootstrap(options, (indices) => [...indices])
  const generator = new MersenneTwister(42)
  const stream = Array.from({ length: 150 }, () => generator.integer(50))
  expect(rounds.flat()).toEqual(stream)
  expect(rounds.map((round) => round.length)).toEqual([50, 50, 50])
})

test('the spread of resampled means is near the standard error of the mean', () => {
  // 0 … 99: the standard deviation is √833.25, so the mean's standard error is √833.25 / 10.
  const means = bootstrap(
    { n: 100, rounds: 2000, generator: new MersenneTwister(1) },
    (indices) => indices.reduce((sum, index) => sum + index, 0) / 100,
  )
  const centre = means.reduce((sum, mean) => sum + mean, 0) / means.length
  const spread = Math.sqrt(means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0) / means.length)
  expect(centre).toBeCloseTo(49.5, 0)
  expect(spread / (Math.sqrt(833.25) / 10)).toBeCloseTo(1, 1)
})

test('an empty sample draws nothing', () => {
  expect(bootstrap({ n: 0, rounds: 2, generator: new MersenneTwister(1) }, ({ length }) => length)).toEqual([
    0, 0,
  ])
})
