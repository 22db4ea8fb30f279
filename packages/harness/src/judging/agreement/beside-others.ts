import {
  RetableError,
  type Judgements,
  type JudgeProcedure,
  type Measurement,
  type NamedFile,
  type ReadAsset,
  type SampleScore,
} from '@retable/core'
import { findJudgeVariant } from '../../benchmarks/find-benchmark.ts'
import { agreementOf } from './agreement.ts'
import type { Judged } from '../judge.ts'
import { noneOf, readStored, type With } from './stored.ts'
import type { VerdictsOf } from './verdicts.ts'

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

/** A judging beside stored judgements, and which those are. */
export interface BesideStored {
  readonly measurements: readonly Measurement[]
  readonly file: NamedFile
  /** Judges that the stored judgements name. */
  readonly judges: readonly string[]
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
