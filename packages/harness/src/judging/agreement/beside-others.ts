import type { Assets } from '@retable/assets'
import {
  grouped,
  RetableError,
  type JudgementFile,
  type Judgements,
  type JudgeProcedure,
  type Measurement,
  type NamedFile,
  type ReadAsset,
  type SampleScore,
} from '@retable/core'
import { findJudgeVariant } from '../../benchmarks/find-benchmark.ts'
import { HarnessError } from '../../errors.ts'
import { scoreJudgements } from '../../judgements/score-judgements.ts'
import { agreementOf } from './agreement.ts'
import { ofModel } from './of-model.ts'
import type { Judged } from '../judge.ts'
import { readSubject, type PreparedJudging } from '../tasks/judge-tasks.ts'
import type { VerdictsOf } from './verdicts.ts'

interface With {
  readonly assets: Assets
  readonly signal?: AbortSignal | undefined
}

/**
 * Stored judgements of another judge that a judging is to be held against: whatever is wrong with them is told before a
 * judge is asked anything.
 *
 * @param file - of the stored judgements, in the benchmark's own form
 * @throws HarnessError `harness/nothing-to-judge` where they are of other outputs, and of a file that cannot be scored
 */
export async function readStored(
  prepared: PreparedJudging,
  file: string,
  how: With,
): Promise<StoredJudgements> {
  const { benchmark, procedure } = prepared
  const whole = await readSubject(file, how.signal)
  const { bytes, name } = ofModel(whole, prepared.model)
  requireSameOutputs(prepared, { bytes, name })
  const of = { benchmark, file, bytes, variant: procedure.variant }
  const { scores, judges } = await scoreJudgements({ ...of, ...how })
  return { bytes, name, sha256: whole.sha256, scores, judges }
}

/** A file of another judge's judgements, and what they come to. */
export interface StoredJudgements extends JudgementFile {
  readonly sha256: string
  readonly scores: readonly SampleScore[]
  /** Judges that they name. */
  readonly judges: readonly string[]
}

/**
 * A judging beside stored judgements of another judge: agreement with its interval, kappa, what either gives on average, and
 * how much position and length sway the one more than the other.
 *
 * @throws HarnessError `harness/nothing-to-judge` where none of them is of what was judged
 */
export async function againstStored(judged: Judged, file: string, how: With): Promise<BesideStored> {
  const { benchmark, procedure, tasks } = judged.prepared
  const stored = await readStored(judged.prepared, file, how)
  const { name, sha256, judges } = stored
  const { scoreBounds: bounds } = findJudgeVariant(benchmark, procedure.variant)
  const own = await scoresOf(judged, how)
  const verdicts = verdictsOf(procedure, { rows: judged.rows, name: procedure.file.name }, stored)
  const { n, measurements } = agreementOf(own, stored.scores, {
    ...{ prefix: 'calibration', bounds, tasks, verdicts, sourceOf: benchmark.itemSource },
  })
  if (n > 0) return { measurements, file: { name, sha256 }, judges }
  throw noneOf(file)
}

function noneOf(file: string): HarnessError {
  return new HarnessError(
    'harness/nothing-to-judge',
    `${file} holds no judgement of what is judged here; name judgements of the same outputs`,
  )
}

/** A judging beside stored judgements, and which those are. */
export interface BesideStored {
  readonly measurements: readonly Measurement[]
  readonly file: NamedFile
  /** Judges that the stored judgements name. */
  readonly judges: readonly string[]
}

/** @throws HarnessError `harness/nothing-to-judge` where stored judgements are of other outputs than those that were judged */
function requireSameOutputs({ procedure, tasks }: PreparedJudging, file: JudgementFile): void {
  const { shownIn, file: own } = procedure
  if (shownIn === undefined) return
  // A row shows the same whatever was answered.
  const rows = tasks.map((task) => task.row(task.conversations.map(() => [{ text: '' }])))
  const here = shownIn({ rows, name: own.name })
  const shown = [...shownIn(file)]
  // Of battles, and of rows without a prompt, nothing tells what was shown: they go by their items.
  if (shown.length === 0) return
  const both = shown.filter(([item]) => here.has(item))
  const differing = both.filter(([item, text]) => here.get(item) !== text).length
  if (both.length === 0) throw noneOf(file.name)
  if (differing === 0) return
  throw new HarnessError(
    'harness/nothing-to-judge',
    `${file.name}: ${grouped(differing)} of ${grouped(both.length)} judgements are of other outputs than those that are judged here; two judges agree or not on the same ones: name a file that is of them`,
  )
}

/** A judging beside another one of the same judge; no measurement where the second has no verdict at all. */
export async function askedAgain(first: Judged, second: Judged, how: With): Promise<AskedAgain> {
  const { benchmark, procedure } = first.prepared
  const { scoreBounds: bounds } = findJudgeVariant(benchmark, procedure.variant)
  const scores = { first: await scoresOf(first, how), again: await scoresOf(second, how) }
  const { name } = procedure.file
  const verdicts = verdictsOf(procedure, { rows: first.rows, name }, { rows: second.rows, name })
  const { measurements } = agreementOf(scores.first, scores.again, {
    ...{ prefix: 'retest', bounds, verdicts, sourceOf: benchmark.itemSource },
  })
  return { measurements, scores }
}

/** What two askings of one judge come to, and the scores of both. */
export interface AskedAgain {
  readonly measurements: readonly Measurement[]
  readonly scores: { readonly first: readonly SampleScore[]; readonly again: readonly SampleScore[] }
}

/** The verdicts of two files, where they are told apart from scores; none of a file without any. */
function verdictsOf({ verdictsIn }: JudgeProcedure, own: Judgements, others: Judgements) {
  if (verdictsIn === undefined) return undefined
  const read = (judgements: Judgements): VerdictsOf => {
    try {
      return verdictsIn(judgements)
    } catch (error) {
      if (error instanceof RetableError && error.code === 'evaluators/no-judgements') return new Map()
      throw error
    }
  }
  return { own: read(own), others: read(others) }
}

/** The scores that a judging's rows come to; none where no row has a verdict. */
async function scoresOf(
  { prepared, rows }: Judged,
  { assets, signal }: With,
): Promise<readonly SampleScore[]> {
  const { benchmark, procedure } = prepared
  const read: ReadAsset = (asset) => assets.read(asset, signal)
  const variant = findJudgeVariant(benchmark, procedure.variant)
  try {
    return (await variant.measure({ rows, name: procedure.file.name }, read)).scores
  } catch (error) {
    if (error instanceof RetableError && error.code === 'evaluators/no-judgements') return []
    throw error
  }
}
