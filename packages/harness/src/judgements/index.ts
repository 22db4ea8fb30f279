/** Scores of files that judgements stand in: it loads none of the readers of outputs. */
export { scoreJudgements } from './score-judgements.ts'
export type { JudgementFileScore, JudgementOptions } from './score-judgements.ts'
export type { BrokenKind } from '../score/faults/broken-kinds.ts'
