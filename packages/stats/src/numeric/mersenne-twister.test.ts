import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MersenneTwister } from './mersenne-twister.ts'

test('the 10,000th number from the default seed is that of the C++ standard', () => {
  // ISO/IEC 14882, [rand.predef]: mt19937, seed 5489.
  const generator = new MersenneTwister(5489)
  for (let i = 1; i < 10_000; i++) generator.uint32()
  expect(generator.uint32()).toBe(4123659995)
})

test('whole numbers are those of np.random.seed(42); np.random.choice(29964, 29964)', () => {
  // NumPy 1.24.2; rng_vectors.json of the golden data, numpy_legacy.
  const generator = new MersenneTwister(42)
  const drawn = Array.from({ length: 29_964 }, () => generator.integer(29_964))
  expect(drawn.slice(0, 20)).toEqual([
    23654, 15795, 860, 5390, 29802, 21575, 11964, 11284, 22118, 6265, 16850, 29910, 4426, 21962, 14423, 28020,
    11363, 27495, 16023, 8322,
  ])
  expect(drawn.slice(-5)).toEqual([9017, 25700, 25144, 29910, 10150])
})

test('a bound of 1 takes nothing from the stream', () => {
  const [left, right] = [new MersenneTwister(7), new MersenneTwister(7)]
  for (let i = 0; i < 10; i++) expect(left.integer(1)).toBe(0)
  expect(left.uint32()).toBe(right.uint32())
})

test('numbers stay below their bound, and the same seed draws the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: 1, max: 2 ** 32 }),
      (seed, bound) => {
        const [left, right] = [new MersenneTwister(seed), new MersenneTwister(seed)]
        for (let i = 0; i < 20; i++) {
          const drawn = left.integer(bound)
          expect(drawn).toBeLessThan(bound)
          expect(drawn).toBeGreaterThanOrEqual(0)
          expect(right.integer(bound)).toBe(drawn)
        }
      },
    ),
  )
})

test('a seed or bound that NumPy refuses is refused', () => {
  for (const seed of [-1, 0.5, 2 ** 32]) expect(() => new MersenneTwister(seed)).toThrow(RangeError)
  for (const bound of [0, -1, 1.5, 2 ** 32 + 1]) {
    expect(() => new MersenneTwister(1).integer(bound)).toThrow(RangeError)
  }
})
