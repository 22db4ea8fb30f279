/** What repeats of one model differ by. */
export { judgeNoise, keepNoise, keptNoise, noiseFor, noiseText, readNoise } from './known-noise.ts'
export { measureNoise } from './measure-noise.ts'
export { retestNoise } from './retest-noise.ts'
