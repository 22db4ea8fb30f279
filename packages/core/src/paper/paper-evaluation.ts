import type { Sourced } from './reproduction.ts'

/** A setting of a paper's evaluation, with where it is read: `stated §x`, `inferred …`, or `assumed` where the paper leaves it open. */
export interface StatedSetting<T> {
  readonly value: T
  readonly source: string
}

/**
 * How a paper measured some of its cells on a benchmark whose answers are exact: what a model is asked to be set beside
 * them. Cells of one row of a table have ids that differ in their last part alone.
 */
export interface PaperEvaluation {
  /** Id of the benchmark. */
  readonly benchmark: string
  /** Id of the benchmark's prompt that asks as the paper does. */
  readonly prompt: StatedSetting<string>
  /** Id of the benchmark's variant that reads answers as the paper does. */
  readonly variant: StatedSetting<string>
  /** Whether a chat template is laid around the prompt. */
  readonly route: StatedSetting<'chat' | 'completions'>
  /** Answers of each item; more than one for a majority. */
  readonly samples: StatedSetting<number>
  /** 0 for greedy decoding. */
  readonly temperature: StatedSetting<number>
  readonly topP: StatedSetting<number>
  readonly maxTokens: StatedSetting<number>
  /** What else is taken so where the paper leaves it open, as a majority's ties. */
  readonly open?: readonly Sourced[]
  /** Set where a model cannot be asked here as the paper asked it: what the paper does beside a prompt of the benchmark. */
  readonly unlike?: string
  /** By cell, the measurement that stands beside it. */
  readonly cells: Readonly<Record<string, string>>
}

/** A row of a paper's tables by its cell's id: `table-1/zero-shot-cot` of `table-1/zero-shot-cot/test-accuracy`. */
export function rowOfCell(cell: string): string {
  return cell.slice(0, Math.max(0, cell.lastIndexOf('/')))
}
