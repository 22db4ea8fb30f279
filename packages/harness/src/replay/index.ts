/** Published tables recomputed from their raw outputs, a benchmark's or a paper's. */
export { findReplays } from './find-replays.ts'
export type { Replayable } from './find-replays.ts'
export { replayPaper } from './replay-paper.ts'
export { replayBenchmark } from './replay-benchmark.ts'
export type { ReplayOptions } from './replay-benchmark.ts'
