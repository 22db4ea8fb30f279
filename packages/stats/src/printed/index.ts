/** What a printed number can stand for. */
export { grim } from './grim.ts'
export type { GrimOptions, GrimResult } from './grim.ts'
export { agreesAsPrinted, decimalsOf, printedLike } from './printed.ts'
export { canBeSame, canRise, canSlow, harmonicMeanOf, overlap, printedInterval, sumOf } from './interval.ts'
export type { PrintedInterval } from './interval.ts'
