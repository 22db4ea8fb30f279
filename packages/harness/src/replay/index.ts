/** Published tables recomputed from their raw outputs, a benchmark's or a paper's. */
export { findReplays } from './find-replays.ts'
export type { Replayable } from './find-replays.ts'
export type { CellReplay, CellVerdict } from '../verdicts/replayed-cell.ts'
export { replayPaper } from './replay-paper.ts'
export type { CellsLeft, PaperReplayed } from './replay-paper.ts'
export { replayBenchmark } from './replay-benchmark.ts'
export type { NotRecomputed, Replay, ReplayOptions, ReplayRow, RowNotes } from './replay-benchmark.ts'
