import type { Line } from './line.ts'
import { meanLines } from './mean-lines.ts'
import { pairedLines } from './paired-lines.ts'
import { shareLines } from './share-lines.ts'

/** Every line, in the table's order. */
export const lines: readonly Line[] = [...shareLines, ...pairedLines, ...meanLines]
