export { ReaderError } from './errors.ts'
export { detectFormat, formats, isFormat, readOutputs } from './read-outputs.ts'
export type { Format } from './read-outputs.ts'
