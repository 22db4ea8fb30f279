import type { Benchmark, ReadRow } from '@retable/core'
import { logVariant, type LogRow } from './log-scores.ts'

/** A file's rows, with what its beginning says. */
export interface OpenLog {
  /** What a log states of itself, if the file is one. */
  readonly log: LogRow | undefined
  /** Names of the program's own scores of the first row of outputs. */
  readonly scores: readonly string[]
  /** All rows, the first ones too. */
  readonly rows: AsyncGenerator<ReadRow>
}

/** Reads on to the first row of outputs, since a log's task and scores tell by which variant it is scored. */
export async function openLog(rows: AsyncGenerator<ReadRow>): Promise<OpenLog> {
  const first: ReadRow[] = []
  let log: LogRow | undefined
  let scores: readonly string[] = []
  for (let read = await rows.next(); !read.done; read = await rows.next()) {
    first.push(read.value)
    if (read.value.kind === 'log') log = read.value
    if (read.value.kind === 'output') scores = Object.keys(read.value.logScores ?? {})
    // Only a log is worth reading ahead for, and no long run of broken rows.
    if (read.value.kind === 'output' || log === undefined || first.length === 100) break
  }
  return { log, scores, rows: chained(first, rows) }
}

/** The variant that makes one of the log's scores, if the benchmark knows one. */
export function impliedByLog({ logVariants = [] }: Benchmark, { log, scores }: OpenLog): string | undefined {
  const variantOf = (score: string) => logVariant(logVariants, log?.task, score)
  return log === undefined ? undefined : scores.map(variantOf).find((variant) => variant !== undefined)
}

async function* chained(first: readonly ReadRow[], rest: AsyncGenerator<ReadRow>): AsyncGenerator<ReadRow> {
  try {
    yield* first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
