/** A measured number beside a reported one: the interval of their difference, and what it would have caught. */
export { cellDifference } from './cell-difference.ts'
export { clopperPearson } from './clopper-pearson.ts'
export { meanEstimate, shareEstimate } from './estimate.ts'
export type { Estimate } from './estimate.ts'
export { meanResolution, shareResolution } from './resolution.ts'
export type { ShareResolutionOptions } from './resolution.ts'
