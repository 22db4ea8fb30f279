export {
  itemContent,
  modelResults,
  responseMatrix,
  subsetsOfItems,
} from '../benchmarks/reward-bench/response-matrix.ts'
export type { ModelResults } from '../benchmarks/reward-bench/response-matrix.ts'
export { rewardBenchScore } from '../benchmarks/reward-bench/score.ts'
export { sections, subsets } from '../benchmarks/reward-bench/subsets.ts'
export { current } from '../benchmarks/reward-bench/weighting.ts'
