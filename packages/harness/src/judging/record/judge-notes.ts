import { counted, grouped, type Measurement } from '@retable/core'
import { failedIn } from '../../eval/findings/outcome-counts.ts'
import type { Asking } from '../asking/asking.ts'
import type { Judged } from '../judge.ts'
import type { PreparedJudging } from '../tasks/judge-tasks.ts'
import { shareOf } from '../../eval/findings/share-of.ts'

/** What a reader of a judge's numbers has to know, in sentences. */
export interface JudgeNotes {
  readonly notes: readonly string[]
  /** Why no verdict may be drawn. */
  readonly doubts: readonly string[]
  /** In what it is another measurement than the published ones: a judging that is like it is comparable all the same. */
  readonly departures: readonly string[]
}

/** @param maxFailed - share of the judgements that may fail before no verdict is drawn */
export function judgeNotes(
  { prepared, failures, counts, answeredBy }: Pick<Judged, 'prepared' | 'failures' | 'counts' | 'answeredBy'>,
  maxFailed: number,
  asking: Pick<Asking, 'samples' | 'temperature' | 'maxTokens'> = {},
): JudgeNotes {
  const { procedure, readout, judge } = prepared
  const { tasks } = failures
  const lacking = failureNotes({ prepared, failures, counts }, maxFailed)
  const notes: string[] = []
  const departures: string[] = []
  if (counts.fromStore > 0) {
    notes.push(`${counted(counts.fromStore, 'answer')} of the judge from the store; --fresh asks again`)
  }
  notes.push(...lacking.notes)
  for (const [departs, of] of Map.groupBy(prepared.tasks, ({ departs }) => departs)) {
    if (departs !== undefined) notes.push(`${grouped(of.length)} of ${grouped(tasks)} ${departs}`)
  }
  // A few that are lacking are as few that failed.
  if (prepared.judged < (1 - maxFailed) * prepared.all)
    departures.push(
      `${grouped(prepared.judged)} of ${grouped(prepared.all)} were judged: a part of the benchmark`,
    )
  const published = procedure.publishedJudge
  if (published !== null && judge !== published) {
    departures.push(
      `the judge is ${judge}; the published figures are of ${published}, which is retired: not comparable`,
    )
  }
  if (readout !== procedure.readouts[0])
    departures.push(`verdicts were read of the ${readout}. ${procedure.otherReadout ?? ''}`.trim())
  if (procedure.otherWording !== undefined) departures.push(procedure.otherWording)
  const changed = changedIn(asking)
  if (changed.length > 0)
    departures.push(`the judge was asked otherwise than published: ${changed.join(', ')}`)
  if (answeredBy.length > 1)
    notes.push(`the judge called itself by ${answeredBy.length} names in its answers`)
  return { notes, doubts: lacking.doubts, departures }
}

/**
 * What of a judge's answers is no judgement, or holds no verdict. Where a benchmark leaves answers without a verdict out,
 * its figures are of the others alone: of too many no verdict is drawn.
 */
function failureNotes(
  { prepared, failures, counts }: Pick<Judged, 'prepared' | 'failures' | 'counts'>,
  maxFailed: number,
): Pick<JudgeNotes, 'notes' | 'doubts'> {
  const { tasks, withoutJudgement, verdicts, withoutVerdict } = failures
  const notes: string[] = []
  const doubts: string[] = []
  if (verdicts > 0) {
    const share = shareOf(withoutVerdict, verdicts)
    notes.push(
      `${grouped(withoutVerdict)} of ${counted(verdicts, 'answer')} of the judge (${share}) without a verdict`,
    )
    if (withoutVerdict > maxFailed * verdicts && leavesOut(prepared)) {
      doubts.push(
        `${share} of the judge’s answers are without a verdict and left out of the figures; --max-failed allows ${100 * maxFailed} %`,
      )
    }
  }
  if (withoutJudgement > 0) {
    const why = `${grouped(withoutJudgement)} of ${grouped(tasks)} (${shareOf(withoutJudgement, tasks)}) without a judgement: ${counted(failedIn(counts), 'request')} of them failed`
    notes.push(`${why}; the same command asks them again; the server says: ${counts.commonestFailure}`)
    if (withoutJudgement > maxFailed * tasks) doubts.push(why)
  }
  return { notes, doubts }
}

function leavesOut({ benchmark, procedure }: PreparedJudging): boolean {
  const variant = benchmark.variants.find(({ id }) => id === procedure.variant)
  return variant?.judges?.some(({ errors }) => errors === 'left out') === true
}

/**
 * The same of a second asking, which decides no figure but those that hold the judge against itself.
 *
 * @param beside - what it came to beside the first
 */
export function againNotes(
  second: Pick<Judged, 'prepared' | 'failures' | 'counts'>,
  maxFailed: number,
  beside: readonly Measurement[] = [],
): JudgeNotes {
  const { notes, doubts } = failureNotes(second, maxFailed)
  const isHeld = beside.some(({ name }) => name.startsWith('retest_'))
  const none = 'there is no verdict that could be held against a first one'
  return {
    notes: [...notes, ...doubts, ...(isHeld ? [] : [none])].map((note) => `asked again: ${note}`),
    doubts: [],
    departures: [],
  }
}

/** What a command line asks for in place of a procedure's own. */
function changedIn({
  samples = 1,
  temperature,
  maxTokens,
}: Parameters<typeof judgeNotes>[2] & object): string[] {
  return [
    ...(samples === 1 ? [] : [`the majority of ${grouped(samples)} draws`]),
    ...(temperature === undefined ? [] : [`temperature ${temperature}`]),
    ...(maxTokens === undefined ? [] : [`answers of ${grouped(maxTokens)} tokens at most`]),
  ]
}
