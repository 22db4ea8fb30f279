/** Numbers as NumPy, Python and tables of distributions give them. */
export { binomial, expected } from './binomial.ts'
export type { Chances } from './binomial.ts'
export { MersenneTwister } from './mersenne-twister.ts'
export type { RandomIntegers } from './mersenne-twister.ts'
export { percentile } from './percentile.ts'
export { studentQuantile, studentTwoSided } from './student-t.ts'
export { numpySum } from './numpy-sum.ts'
export { pythonChoice, pythonRandom } from './python-random.ts'
