import path from 'node:path'
import { readBatchFiles, writeBatchFile, type BatchFound, type BatchOf } from '@retable/harness/evals'
import { counted, printable } from '@retable/report'
import { CliError } from '../../errors.ts'

/** Options of `eval` that a batch leaves no room for. */
interface BatchRequest {
  readonly batchOut?: string
  readonly batchIn?: readonly string[]
  readonly fresh?: boolean
  readonly dryRun?: boolean
}

/** @throws CliError `cli/eval` for options that contradict each other */
export function requireOneWay({ batchOut, batchIn, fresh, dryRun }: BatchRequest): void {
  if (batchOut !== undefined && batchIn !== undefined) {
    throw new CliError('cli/eval', '--batch-out writes what --batch-in reads later: give one of them')
  }
  if (batchOut === undefined && batchIn === undefined) return
  const other = fresh ? '--fresh' : dryRun ? '--dry-run' : undefined
  if (other !== undefined)
    throw new CliError('cli/eval', `a batch is of what is new, and ${other} is not for it`)
}

/** Writes the new requests, and says how many. */
export async function writeBatch(file: string, of: BatchOf): Promise<void> {
  const place = path.resolve(file)
  const count = await writeBatchFile(place, of)
  const told = `${counted(count, 'new request')} in ${printable(place)}; give their results to --batch-in`
  process.stdout.write(`${told}\n`)
}

/** What an evaluation needs to know of a batch: what failed in it. */
export interface BatchTools {
  readonly failedElsewhere: BatchFound['failed']
}

/** Keeps the answers of result files; gives what failed in them. */
export async function readBatch(
  files: readonly string[],
  of: BatchOf,
  notice: (sentence: string) => void,
): Promise<BatchTools> {
  const { failed, strangers } = await readBatchFiles(files.map((file) => path.resolve(file)), of) // prettier-ignore
  if (strangers > 0) {
    notice(
      `the batch holds ${counted(strangers, 'row')} of other requests than these, as of another prompt or model`,
    )
  }
  return { failedElsewhere: failed }
}
