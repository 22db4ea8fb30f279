import type { Assets } from '@retable/assets'
import { grouped, type JudgementFile, type SampleScore } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { scoreJudgements } from '../../judgements/score-judgements.ts'
import { readSubject, type PreparedJudging } from '../tasks/judge-tasks.ts'
import { ofModel } from './of-model.ts'

/** What files and pinned data are read with. */
export interface With {
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

/** Stored judgements of which none is of what is judged. */
export function noneOf(file: string): HarnessError {
  return new HarnessError(
    'harness/nothing-to-judge',
    `${file} holds no judgement of what is judged here; name judgements of the same outputs`,
  )
}
