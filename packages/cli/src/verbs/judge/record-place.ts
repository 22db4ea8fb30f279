import path from 'node:path'
import type { Manifest } from '@retable/core'
import { requireRecordPlace, requireWritable } from '@retable/harness/results'
import { printable } from '@retable/report'
import { CliError } from '../../errors.ts'

/** What a record of judgements is of, as far as it is known. */
export interface JudgedNames {
  readonly benchmark: string
  /** Whose outputs are judged, or the judge that is tested. */
  readonly subject?: string | undefined
  readonly judge?: string | undefined
}

/**
 * Makes sure that what is written has a place, before anything is spent on it.
 *
 * @throws CliError `cli/out` where the record of something else stands there
 */
export async function requirePlace(out: string | undefined, names: JudgedNames): Promise<void> {
  if (out === undefined) return
  const earlier = await requireRecordPlace(path.resolve(out))
  await requireWritable(path.resolve(out))
  if (earlier !== undefined && !isOfSame(earlier, names)) {
    throw new CliError(
      'cli/out',
      `${printable(path.resolve(out))} holds ${printable(ofWhat(earlier))}, which would be written over; name another folder`,
    )
  }
}

function isOfSame(earlier: Manifest, { benchmark, subject, judge }: JudgedNames): boolean {
  if (earlier.kind !== 'judge' || earlier.benchmark.id !== benchmark) return false
  const isSame = (named: string, known: string | undefined) => known === undefined || named === known
  return isSame(earlier.subject, subject) && isSame(earlier.endpoint.model, judge)
}

function ofWhat(earlier: Manifest): string {
  if (earlier.kind === 'eval') return `the record of ${earlier.endpoint.model}`
  if (earlier.kind !== 'judge') return 'the record of a scoring'
  const { subject, endpoint, benchmark } = earlier
  const by = subject === endpoint.model ? '' : ` by ${endpoint.model}`
  return `the judgements of ${subject}${by} on ${benchmark.id}`
}
