import type { BenchmarkReplay, PaperReplayResult } from '@retable/core'
import { isAsExpected } from '@retable/report/replays'
import { exitCodes } from '../../exit-codes.ts'

/** An unexplained deviation outweighs a file that could not be had. */
export function benchmarkExitCode({ rows, notRecomputed }: BenchmarkReplay): number {
  if (rows.some(({ verdict, cause }) => verdict === 'deviates' && cause === null)) return exitCodes.deviation
  return notRecomputed.some(({ pinned }) => pinned) ? exitCodes.environment : exitCodes.fine
}

/** A difference that nobody explained, or a known one that is gone, outweighs a file that could not be had. */
export function paperExitCode({ rows, notRecomputed }: PaperReplayResult): number {
  if (rows.some((row) => !isAsExpected(row) && row.cause === null)) return exitCodes.deviation
  return notRecomputed.some(({ pinned }) => pinned) ? exitCodes.environment : exitCodes.fine
}
