import type { Line } from './line.ts'
import { singleLines } from './single-lines.ts'
import { suiteLines } from './suite-lines.ts'

/** Every line, in the table's order. */
export const lines: readonly Line[] = [...singleLines, ...suiteLines]
