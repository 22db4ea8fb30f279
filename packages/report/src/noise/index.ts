/** What repeats of one model differ by, as tables. */
export { noiseSentence } from './noise-sentence.ts'
export { noiseTable } from './noise-table.ts'
