import type { Client } from '@retable/client'
import type { Store } from '@retable/store'
import { answerIn, askTexts, type AnsweredSample } from '../../eval/answers.ts'
import { askLikelihoods } from '../../eval/likelihoods.ts'
import { keysOf, type EvalSample } from '../../eval/sample.ts'
import { HarnessError } from '../../errors.ts'
import type { AskedItems } from './asked-benchmark.ts'
import type { SuiteBets } from './suite-bets.ts'

/** Requests: of an answer one, of likelihoods one for each choice. */
export interface RequestCounts {
  sent: number
  answered: number
  fromStore: number
}

/** What asks until a verdict is settled. */
export interface Asking {
  readonly bets: SuiteBets
  /** By setting. */
  readonly benchmarks: ReadonlyMap<string, AskedItems>
  readonly client: Pick<Client, 'askInPortions' | 'score'>
  readonly store: Pick<Store, 'answers' | 'keepAnswers'>
  /** Answers that may be asked for or wait beyond the items whose turn has come: more would be paid in vain. */
  readonly mostAhead: number
  readonly counts: RequestCounts
  /** Whether answers are there from before: what is left may be just what the endpoint always fails on. */
  readonly goesOn: boolean
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (() => void) | undefined
}

/**
 * Asks items of all benchmarks in turn until the bets are settled or all are asked. Answers of the store are taken, and
 * each new one is kept before it is bet on. What is in flight when the verdict is settled is given up; what has come by
 * then is kept too.
 *
 * @throws ClientError when the endpoint ends the run; what was answered by then is kept
 */
export async function askUntilSettled(asking: Asking): Promise<void> {
  const { bets, benchmarks, client, store, counts, goesOn, onProgress } = asking
  const settled = new AbortController()
  const room = startRoom()
  const take = (setting: string, one: AnsweredSample) => {
    const own = benchmarks.get(setting)!
    counts[one.isStored ? 'fromStore' : 'answered'] += keysOf(one.sample).length
    const item = own.take(one)
    if (item === undefined) return
    bets.arrive(setting, item, () => own.score(item))
    room.changed()
    if (bets.isSettled) settled.abort(new Error('the verdict is settled'))
  }
  const settingOf = new Map<EvalSample, string>()
  const line = lineOf({ ...asking, room, take, settingOf, stop: settled.signal })
  const signal = AbortSignal.any([settled.signal, ...(asking.signal === undefined ? [] : [asking.signal])])
  const source = { client, store, isFresh: false, signal }
  const options = goesOn ? { firstFailures: Infinity } : {}
  const ask = asksLikelihoods(benchmarks) ? askLikelihoods : askTexts
  try {
    for await (const portion of ask(line, source, options)) {
      for (const one of portion) {
        const setting = settingOf.get(one.sample)!
        settingOf.delete(one.sample)
        take(setting, one)
      }
      onProgress?.()
    }
  } catch (error) {
    if (!settled.signal.aborted || asking.signal?.aborted === true) throw error
  } finally {
    settled.abort(new Error('no more is asked'))
    room.changed()
  }
}

/** The samples that are to be asked: an item of each open benchmark in turn, when there is room for it. */
async function* lineOf({
  bets,
  benchmarks,
  store,
  mostAhead,
  counts,
  room,
  take,
  settingOf,
  stop,
  signal,
  onProgress,
}: Asking & {
  readonly room: Room
  readonly take: (setting: string, one: AnsweredSample) => void
  readonly settingOf: Map<EvalSample, string>
  readonly stop: AbortSignal
}): AsyncGenerator<EvalSample> {
  const ahead = () =>
    [...benchmarks].reduce((sum, [setting, { begun, prepared }]) => {
      const items = bets.isOpen(setting) ? begun() - bets.standing(setting).asked : 0
      return sum + items * prepared.plan.drawing.samples
    }, 0)
  for (let wasAny = true; wasAny;) {
    wasAny = false
    for (const [setting, { next, prepared }] of benchmarks) {
      const { samples: each } = prepared.plan.drawing
      while (!stop.aborted && ahead() > 0 && ahead() + each > mostAhead) await room.wait()
      signal?.throwIfAborted()
      if (stop.aborted) return
      const item = bets.isOpen(setting) ? next() : undefined
      if (item === undefined) continue
      wasAny = true
      const found = store.answers(item.samples.flatMap(keysOf))
      for (const sample of item.samples) {
        const answer = answerIn(found, sample)
        if (stop.aborted) return
        if (answer !== undefined) take(setting, { sample, answer, isStored: true })
        else {
          settingOf.set(sample, setting)
          counts.sent += keysOf(sample).length
          yield sample
        }
      }
      onProgress?.()
    }
  }
}

/** Something that is waited for. */
interface Room {
  readonly wait: () => Promise<void>
  readonly changed: () => void
}

function startRoom(): Room {
  let { promise, resolve } = Promise.withResolvers<void>()
  return {
    wait: () => promise,
    changed() {
      resolve()
      ;({ promise, resolve } = Promise.withResolvers<void>())
    },
  }
}

/** @throws HarnessError `harness/mixed-prompts` where some benchmarks ask for answers and others for likelihoods */
function asksLikelihoods(benchmarks: ReadonlyMap<string, AskedItems>): boolean {
  const kinds = new Set([...benchmarks.values()].map(({ prepared }) => prepared.plan.style.asksLikelihoods === true)) // prettier-ignore
  if (kinds.size < 2) return kinds.has(true)
  throw new HarnessError(
    'harness/mixed-prompts',
    'some benchmarks of the baseline ask for answers and others for likelihoods, which cannot be asked in turn: evaluate the candidate and gate the two records',
  )
}
