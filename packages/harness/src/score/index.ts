/** Scores of files that models' outputs stand in. */
export { scoreEach } from './score-each.ts'
export { scoreFile } from './score-file.ts'
export type { AnswersElsewhere } from './other-variants.ts'
export type { FileScore, ScoredSample, ScoreOptions } from './score-file.ts'
export { detectFormat, detectPlainFormat, formats, isFormat, takesColumns } from '@retable/readers'
export type { Format } from '@retable/readers'
