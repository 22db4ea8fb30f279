import { hash } from 'node:crypto'
import path from 'node:path'
import type { Assets } from '@retable/assets'
import {
  contentHash,
  type JudgeBenchmark,
  type JudgementFile,
  type JudgeProcedure,
  type JudgeTask,
  type ReadAsset,
  type Readout,
} from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { bytesOf } from '../../judgements/read-file.ts'
import { modelIn } from './model-in.ts'

/** What is judged: a file of outputs or of pairs, or rows that were just made. */
export interface Subject extends JudgementFile {
  readonly sha256: string
}

/** What a judge is to be asked. */
export interface JudgingPlan {
  readonly benchmark: JudgeBenchmark
  readonly procedure: JudgeProcedure
  readonly readout: Readout
  /** Null where the benchmark's own pairs are judged. */
  readonly subject: Subject | null
  /** Name of the model that is judged; what the subject names if left out. */
  readonly model?: string | undefined
  /** Name of the judge. */
  readonly judge: string
  /** The first so many tasks; all if left out. */
  readonly limit?: number | undefined
}

/** Tasks of a judge, before it is asked. */
export interface PreparedJudging extends JudgingPlan {
  readonly model: string
  readonly tasks: readonly JudgeTask[]
  /** How many of them are judged, and keep not a place alone. */
  readonly judged: number
  /** How many a whole run has. */
  readonly all: number
  /** Of the first prompt of each conversation. */
  readonly promptHash: string
}

/** A file of one's own, plain or gzipped. */
export async function readSubject(file: string, signal?: AbortSignal): Promise<Subject> {
  const bytes = await bytesOf(file, signal)
  return { bytes, name: path.basename(file).replace(/\.gz$/, ''), sha256: hash('sha256', bytes) }
}

/** Rows that were just made, as the file that they would be. */
export function subjectOf(rows: readonly unknown[], name: string): Subject {
  const bytes = new TextEncoder().encode(JSON.stringify(rows))
  return { bytes, name, sha256: hash('sha256', bytes) }
}

/**
 * Reads what is judged and lays out what the judge is asked.
 *
 * @throws HarnessError `harness/nothing-to-judge`, RetableError of a subject that is none of the benchmark's
 */
export async function prepareJudging(
  plan: JudgingPlan,
  { assets, signal }: { readonly assets: Assets; readonly signal?: AbortSignal | undefined },
): Promise<PreparedJudging> {
  const { benchmark, procedure, subject, limit, judge, readout } = plan
  requireSubject(benchmark, procedure, subject)
  const read: ReadAsset = (asset) => assets.read(asset, signal)
  const model = procedure.subject === 'outputs' ? (plan.model ?? (procedure.nameOf ?? modelIn)(subject!)) : ''
  const all = await procedure.tasks({ read, judge, model, outputs: subject, readout })
  const tasks = firstOf(all, limit)
  const judged = countJudged(tasks)
  if (judged === 0) {
    throw new HarnessError('harness/nothing-to-judge', `${benchmark.id}: there is nothing to be judged`)
  }
  const prompts = tasks.flatMap(({ conversations }) => conversations.map(({ next }) => next([])))
  const whole = procedure.whole ?? countJudged(all)
  return { ...plan, model, tasks, judged, all: whole, promptHash: contentHash(prompts) }
}

/** The first so many of what is to be judged; the turns of a question are one each. */
export function firstTasks(prepared: PreparedJudging, most: number): PreparedJudging {
  let judged = 0
  const end = prepared.tasks.findIndex(({ isPlace }) => isPlace !== true && (judged += 1) > most)
  const tasks = end < 0 ? prepared.tasks : prepared.tasks.slice(0, end)
  return { ...prepared, tasks, judged: countJudged(tasks) }
}

/** The first so many tasks with the places between them; those of one item count once. */
function firstOf(tasks: readonly JudgeTask[], limit = Infinity): readonly JudgeTask[] {
  const items = new Set<string>()
  const end = tasks.findIndex(
    ({ id, item = id, isPlace }) => isPlace !== true && items.add(item).size > limit,
  )
  return end < 0 ? tasks : tasks.slice(0, end)
}

function countJudged(tasks: readonly JudgeTask[]): number {
  return tasks.filter(({ isPlace }) => isPlace !== true).length
}

/**
 * Makes sure that there is what a procedure judges, before a judge is looked for.
 *
 * @throws HarnessError `harness/nothing-to-judge`
 */
export function requireSubject(
  { id }: JudgeBenchmark,
  { subject: judged }: JudgeProcedure,
  subject: Subject | null,
): void {
  if ((judged === 'pairs') === (subject === null)) return
  const why = {
    outputs: `whose outputs? name a file of them with --outputs`,
    pairs: `its judge is given the benchmark's own pairs, and no file`,
    'copied pairs': `its pairs cannot be fetched: name your own copy of them with --data`,
  }[judged]
  throw new HarnessError('harness/nothing-to-judge', `${id}: ${why}`)
}
