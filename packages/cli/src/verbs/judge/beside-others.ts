import { againstStored, askedAgain, firstTasks, judge } from '@retable/harness/judging'
import type { JudgingRequest } from './judge-request.ts'
import type { FinishedJudging } from './report/finished-judging.ts'
import { underWay } from './under-way.ts'

/** What the judge's judgements come to beside stored ones of another judge, and beside its own when it is asked again. */
export async function besideOthers(
  { again, fresh = false }: JudgingRequest,
  of: Pick<FinishedJudging, 'judged' | 'asking' | 'open'> & { readonly stored?: string | undefined },
  signal: AbortSignal,
): Promise<Pick<FinishedJudging, 'beside' | 'held' | 'second'>> {
  const { judged, asking, open, stored } = of
  const { assets } = open
  const calibrated =
    stored === undefined ? undefined : await againstStored(judged, stored, { assets, signal })
  const { measurements: beside = [], file, judges = [] } = calibrated ?? {}
  const held = file === undefined ? {} : { calibratedBy: { ...file, judges } }
  if (again === undefined) return { beside, held }
  const { benchmark } = judged.prepared
  const few = firstTasks(judged.prepared, again)
  const second = await underWay(`${benchmark.id} again`, open, signal, (tools) =>
    judge(few, { ...asking, round: asking.round + 1 }, { ...tools, isFresh: fresh }),
  )
  const own = await askedAgain(judged, second, { assets, signal })
  return {
    beside: [...beside, ...own.measurements],
    held: { ...held, again: few.judged },
    second: { judged: second, scores: own.scores },
  }
}
