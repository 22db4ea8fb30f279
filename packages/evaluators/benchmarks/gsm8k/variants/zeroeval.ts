import { zeroEvalVariant } from '../../../zeroeval/variant.ts'

/** ZeroEval's task `gsm` (WildEval/ZeroEval at 8c1485e). */
export const zeroEval = zeroEvalVariant('gsm')
