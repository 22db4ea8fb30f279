/** A gate between two versions: what a margin makes of a paired difference, alone and in a suite. */
export { pairedTestOfCounts } from './counts-test.ts'
export { meanNoWorse } from './mean-no-worse.ts'
export type { MeanNoWorse } from './mean-no-worse.ts'
export type { PairedScores } from './paired-scores.ts'
export { leastSources, leastUnbounded, pairedTest } from './paired-test.ts'
export type { GatePs, PairedTest, PairedTestOptions, Surplus } from './paired-test.ts'
export { suiteVerdict } from './suite.ts'
export type { GateVerdict, SuiteMember, SuiteVerdict } from './suite.ts'
