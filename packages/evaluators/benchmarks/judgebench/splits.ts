/** A part of JudgeBench's table. */
export type Split = 'knowledge' | 'reasoning' | 'math' | 'coding'

/** Splits in the order of the table. */
export const splits: readonly Split[] = ['knowledge', 'reasoning', 'math', 'coding']

const sources: readonly (readonly [prefix: string, split: Split])[] = [
  ['mmlu-pro', 'knowledge'],
  ['livebench-reasoning', 'reasoning'],
  ['livebench-math', 'math'],
  ['livecodebench', 'coding'],
]

/**
 * The split of a pair by the data set that its question comes from, for instance `mmlu-pro-law`.
 *
 * Source: Tan et al., arXiv 2410.12784v2, section 3; ScalerLab/JudgeBench at e2c52c2, run_judge.py.
 */
export function splitOf(source: string): Split | undefined {
  return sources.find(([prefix]) => source.startsWith(prefix))?.[1]
}
