import type { Assets } from '@retable/assets'
import { RetableError, type Measurement, type ReadAsset, type SampleScore } from '@retable/core'
import { findJudgeVariant } from '../benchmarks/find-benchmark.ts'
import { HarnessError } from '../errors.ts'
import { scoreJudgements } from '../judgements/score-judgements.ts'
import { agreementOf } from './agreement.ts'
import type { Judged } from './judge.ts'

interface With {
  readonly assets: Assets
  readonly signal?: AbortSignal | undefined
}

/**
 * A judging beside stored judgements of another judge: agreement with its interval, kappa, what either gives on average, and
 * how much position and length sway the one more than the other.
 *
 * @param file - of the stored judgements, in the benchmark's own form
 * @throws HarnessError `harness/nothing-to-judge` where none of them is of what was judged
 */
export async function againstStored(
  judged: Judged,
  file: string,
  how: With,
): Promise<readonly Measurement[]> {
  const { benchmark, procedure, tasks } = judged.prepared
  const stored = await scoreJudgements({ benchmark, file, variant: procedure.variant, ...how })
  const { scoreBounds: bounds } = findJudgeVariant(benchmark, procedure.variant)
  const own = await scoresOf(judged, how)
  const { n, measurements } = agreementOf(own, stored.scores, { prefix: 'calibration', bounds, tasks })
  if (n > 0) return measurements
  throw new HarnessError('harness/nothing-to-judge', `${file}: holds no judgement of what was judged here`)
}

/** A judging beside another one of the same judge; nothing where the second has no verdict at all. */
export async function askedAgain(first: Judged, second: Judged, how: With): Promise<readonly Measurement[]> {
  const { benchmark, procedure } = first.prepared
  const { scoreBounds: bounds } = findJudgeVariant(benchmark, procedure.variant)
  const [own, again] = [await scoresOf(first, how), await scoresOf(second, how)]
  return agreementOf(own, again, { prefix: 'retest', bounds }).measurements
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
