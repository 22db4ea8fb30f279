/** Which benchmarks there are, their judges, and the pinned files that they read. */
export { HarnessError } from '../errors.ts'
export { benchmarkIds, findAnyBenchmark, findBenchmark, findVariant } from './find-benchmark.ts'
export { askedText, judgesOf, promptOf, ruleText, statedJudge } from '@retable/evaluators/judges'
export type { StatedJudge } from '@retable/evaluators/judges'
export { openAssets } from '@retable/assets'
export type { Assets } from '@retable/assets'
