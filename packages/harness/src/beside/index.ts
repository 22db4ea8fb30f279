/** Verdicts of evaluations and scorings beside papers. */
export { requireScores } from './asked-settings.ts'
export { besidePaper, cellsOfBenchmarks } from './beside-paper.ts'
export type { BesidePaper } from './beside-paper.ts'
export { evaluatedRows, findRow } from './evaluated-rows.ts'
export type { EvaluatedRow } from './evaluated-rows.ts'
