export { bootstrap } from './bootstrap.ts'
export type { BootstrapOptions } from './bootstrap.ts'
export { bradleyTerry, eloOfShare, shareOfElo } from './bradley-terry.ts'
export type { BradleyTerryFit, PairRecord } from './bradley-terry.ts'
export { normalInterval, wilsonInterval } from './interval.ts'
export type { Interval95 } from './interval.ts'
export { clusteredMean } from './clustered-mean.ts'
export type { ClusteredMean } from './clustered-mean.ts'
export { cohenKappa } from './cohen-kappa.ts'
export { grim } from './grim.ts'
export type { GrimOptions, GrimResult } from './grim.ts'
export { harmonicMean } from './harmonic-mean.ts'
export { consistency, majorityScore, majorityVote } from './majority-vote.ts'
export type { Vote, VoteScore } from './majority-vote.ts'
export { meanOf } from './mean.ts'
export type { Mean } from './mean.ts'
export { MersenneTwister } from './mersenne-twister.ts'
export type { RandomIntegers } from './mersenne-twister.ts'
export { passAtK } from './pass-at-k.ts'
export { percentile } from './percentile.ts'
export { agreesAsPrinted, decimalsOf, printedLike } from './printed.ts'
export { equivalenceTest, holm, meanTest, signTest } from './difference.ts'
export type { MeanTest } from './difference.ts'
export { studentQuantile, studentTwoSided } from './student-t.ts'
export {
  canBeSame,
  canRise,
  canSlow,
  harmonicMeanOf,
  overlap,
  printedInterval,
  sumOf,
} from './printed-interval.ts'
export type { PrintedInterval } from './printed-interval.ts'
export { groupKFold } from './group-k-fold.ts'
export { liblinearL1 } from './liblinear-l1.ts'
export type { LiblinearOptions } from './liblinear-l1.ts'
export { logisticCv, logSpace } from './logistic-cv.ts'
export type { LogisticCv, LogisticCvOptions, LogisticSolver } from './logistic-cv.ts'
export { logisticL1 } from './logistic-l1.ts'
export type { LogisticFit, LogisticL1Options } from './logistic-l1.ts'
export type { LogisticRows } from './logistic-loss.ts'
export { numpySum } from './numpy-sum.ts'
export { pythonChoice, pythonRandom } from './python-random.ts'
