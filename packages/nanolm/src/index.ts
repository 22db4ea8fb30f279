export { openNanolm } from './engine.ts'
export type { NanolmOptions } from './engine.ts'
export { NanolmError } from './errors.ts'
