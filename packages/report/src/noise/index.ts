/** What repeats of one model differ by, as tables. */
export { noiseTable } from './noise-table.ts'
