/** What repeats of one model differ by. */
export { keepNoise, keptNoise, noiseFor, noiseText, readNoise } from './known-noise.ts'
export { measureNoise } from './measure-noise.ts'
