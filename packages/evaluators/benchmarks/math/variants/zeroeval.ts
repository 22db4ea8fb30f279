import { zeroEvalVariant } from '../../../zeroeval/variant.ts'

/**
 * ZeroEval's task `math-l5` (WildEval/ZeroEval at 8c1485e): 721 problems of level 5, all but two with a whole number as
 * answer. It compares first numbers, so it is no judge of MATH answers in general: "\\frac{1}{2}" is 1.
 */
export const zeroEval = zeroEvalVariant('math-l5')
