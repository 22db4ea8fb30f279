import { counted, grouped, type Readout } from '@retable/core'
import type { Judged } from '@retable/harness/judging'
import { CliError } from '../../../errors.ts'

/** @throws CliError `cli/no-judgements` where every request failed that a judgement needs */
export function requireJudgements({ prepared, failures, counts }: Judged): void {
  const { tasks, withoutJudgement } = failures
  if (withoutJudgement < tasks) return
  throw new CliError(
    'cli/no-judgements',
    `${prepared.benchmark.id}: the judge gave no judgement of any of ${grouped(tasks)}, since requests failed; the server says: ${counts.commonestFailure}; the same command asks them again`,
    { kind: 'environment' },
  )
}

/** What a judge that thinks first is asked with. */
function thinking(readout: Readout): string {
  const length = 'more tokens (--max-tokens of ./retable judge)'
  return readout === 'log-probabilities' ? `--verdicts text and ${length}` : length
}

/**
 * Why judgements come to no score, and where they stand: none of the judge's answers holds a verdict, or what scoring
 * itself says.
 */
export function whyNoScore(error: unknown, { prepared, failures }: Judged, file: string): unknown {
  const { verdicts, withoutVerdict } = failures
  const { benchmark, readout } = prepared
  if (verdicts > 0 && withoutVerdict === verdicts) {
    const whose = verdicts === 1 ? 'the judge’s one answer holds no verdict' : `none of the judge’s ${counted(verdicts, 'answer')} holds a verdict` // prettier-ignore
    return new CliError(
      'cli/no-verdicts',
      `${benchmark.id}: ${whose}; what it wrote is in ${file}: it has to answer as the prompt asks, and one that thinks first needs ${thinking(readout)}`,
      { kind: 'environment', cause: error },
    )
  }
  if (error instanceof Error) {
    error.message += `; the judge’s answers are kept, and its judgements are in ${file}`
  }
  return error
}
