/** Scores of files that models' outputs stand in. */
export { answersElsewhere } from './answers-elsewhere.ts'
export { scoreEach } from './score-each.ts'
export { scoreFile } from './score-file.ts'
export type { FileScore, ScoredSample, ScoreOptions } from './score-file.ts'
export { detectFormat, detectPlainFormat, formats, isFormat, takesColumns } from '@retable/readers'
export type { Format } from '@retable/readers'
