import type { JudgeBenchmark } from '@retable/core'
import { counted, grouped, printable, printableJson } from '@retable/report'
import type { JudgingRequest } from '../judge-request.ts'

/** What would be asked first, and of whom. */
export interface FirstAsked {
  readonly benchmark: JudgeBenchmark
  /** The model that answers, whose judge is asked afterwards; or a judge. */
  readonly who: 'model' | 'judge'
  readonly tasks: number
  /** Draws of each task. */
  readonly samples: number
  /** First requests, those of a second asking too, and how many of them the store has the answers to. */
  readonly wanted: number
  readonly stored: number
}

/** Prints how many requests come first. */
export function printDryRun(
  { benchmark, who, tasks, samples, wanted, stored }: FirstAsked,
  { json, fresh, again }: Pick<JudgingRequest, 'json' | 'fresh' | 'again'>,
): void {
  const sent = fresh ? wanted : wanted - stored
  const isJudged = who === 'model'
  if (json) {
    const counts = { benchmark: benchmark.id, asked: who, tasks, samples, wanted, new: sent }
    process.stdout.write(`${printableJson({ ...counts, ...(isJudged ? { judging: 'not counted' } : {}) })}\n`)
    return
  }
  const drawn = samples === 1 ? '' : `, ${grouped(samples)} draws each`
  const twice = again === undefined ? '' : `, and ${grouped(Math.min(again, tasks))} asked again`
  const follows = isJudged
    ? 'what the judge is asked of its answers is not counted'
    : 'what follows an answer is not counted'
  process.stdout.write(
    `${printable(benchmark.id)}: ${grouped(sent)} of ${grouped(wanted)} first requests to the ${who} for ${counted(tasks, 'task')}${drawn}${twice} are new; ${follows}\n`,
  )
}
