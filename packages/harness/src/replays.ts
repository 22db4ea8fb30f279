/** Published tables recomputed from their raw outputs, a benchmark's or a paper's. */
export { findReplays } from './papers/find-replays.ts'
export type { Replayable } from './papers/find-replays.ts'
export type { CellReplay, CellVerdict } from './papers/compare-cell.ts'
export { replayPaper } from './papers/replay-paper.ts'
export type { CellsLeft, PaperReplayed } from './papers/replay-paper.ts'
export { replayBenchmark } from './replay.ts'
export type { NotRecomputed, Replay, ReplayOptions, ReplayRow, RowNotes } from './replay.ts'
