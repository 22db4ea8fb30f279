import type { Grade, SettingResult, Variant } from '@retable/core'
import { aggregate } from '@retable/evaluators/aggregate'
import { majorityScore } from '@retable/stats'
import type { AnsweredSample } from './answers.ts'
import type { EvalProgress, PreparedEval } from './eval-benchmark.ts'
import { startAnsweredBy, type AnsweredBy } from './findings/answered-by.ts'
import { startPromptLengths, type PromptLengths } from './findings/cut-prompts.ts'
import { areOneSample, startEqualSamples, type EqualSamples } from './findings/equal-samples.ts'
import { startOutcomeCounts, type OutcomeCounts } from './findings/outcome-counts.ts'
import { startServerCuts, type ServerCuts } from './findings/server-cuts.ts'
import { sharedGrades } from '../score/shared-grades.ts'
import { startUnparsedSample, type AnswersElsewhere } from '../score/other-variants.ts'
import { gradeAnswer, isRead } from './grade-answer.ts'

/** What an evaluation of one benchmark found. */
export interface EvalResult {
  readonly result: SettingResult
  readonly counts: OutcomeCounts
  /** Of the answers cut and not read: those that nothing tells a thought or an answer by. */
  readonly cutUntold: number
  /** Accuracy with failed answers left out; null where none failed. */
  readonly withoutFailed: number | null
  readonly equalSamples: EqualSamples
  readonly promptLengths: PromptLengths
  readonly answeredBy: readonly AnsweredBy[]
  /** When the oldest answer of the store was asked, in milliseconds since 1970; null where none is of the store. */
  readonly oldestStored: number | null
  /** Answers of the store by the address that gave them, the most first; of likelihoods none is known. */
  readonly storedFrom: readonly StoredFrom[]
  /** Answers that had no room in the server's window. */
  readonly serverCuts: ServerCuts
  /** Where the answers that this variant finds none in have one; undefined where they are too few for a word. */
  readonly elsewhere: AnswersElsewhere | undefined
  readonly prepared: PreparedEval
}

/** How many answers of the store an address gave. */
export interface StoredFrom {
  readonly url: string
  readonly answers: number
}

/** Grades of an evaluation as its answers come, with all that they show of who gives them. */
export interface Tally {
  readonly add: (one: AnsweredSample) => void
  /** What is cheap to tell after each answer. */
  readonly current: () => Pick<EvalProgress, 'counts' | 'score'>
  readonly counts: () => OutcomeCounts
  readonly result: () => Omit<EvalResult, 'cutUntold'>
}

/** @param prepared - what is asked */
export function startTally(prepared: PreparedEval): Tally {
  const { variant, plan } = prepared
  const counts = startOutcomeCounts(plan.items.length * plan.drawing.samples)
  const [equal, lengths, by] = [startEqualSamples(), startPromptLengths(), startAnsweredBy()]
  const grades = new Map(plan.items.map(({ id }): [string, Grade[]] => [id, []]))
  const score = { sum: 0, n: 0 }
  const stored = { oldest: Infinity, urls: new Map<string, number>() }
  const cuts = startServerCuts(plan.drawing.sampling.maxTokens)
  const unparsed = startUnparsedSample(prepared.benchmark, variant)
  // Else a part of an answer would keep the whole of it in memory.
  const shared = sharedGrades()
  let read = 0
  return {
    add({ sample, answer, isStored }) {
      const { item, request } = sample
      const grade = gradeAnswer(answer, variant, item)
      if (plan.style.asksLikelihoods !== true && isRead(answer)) {
        read += 1
        if (grade.extracted === null) unparsed.add(answer.text, { gold: item.gold, item })
      }
      grades.get(item.id)![sample.sample] = shared(grade)
      counts.add(answer, isStored)
      if (answer.outcome !== 'failed') {
        score.sum += grade.score
        score.n += 1
      }
      equal.add(item.id, answer)
      lengths.add(item.id, typeof request.prompt === 'string' ? request.prompt : '', answer)
      by.add(answer, grade.score)
      cuts.add(answer)
      if (!isStored) return
      stored.oldest = Math.min(stored.oldest, answer.sentAt)
      if (answer.outcome === 'failed' || answer.server.url === '') return
      const { url } = answer.server
      stored.urls.set(url, (stored.urls.get(url) ?? 0) + 1)
    },
    current: () => ({ counts: counts.current(), score }),
    counts: counts.result,
    result() {
      const [equalSamples, counted] = [equal.result(), counts.result()]
      const hasFailed = Object.keys(counted.failed).length > 0
      return {
        result: { ...settingResult(prepared, grades, areOneSample(equalSamples)), ...cutOf(counted) },
        counts: counted,
        withoutFailed: hasFailed ? score.sum / score.n : null,
        equalSamples,
        promptLengths: lengths.result(),
        answeredBy: by.result(),
        oldestStored: stored.oldest === Infinity ? null : stored.oldest,
        storedFrom: [...stored.urls]
          .map(([url, answers]) => ({ url, answers }))
          .toSorted((a, b) => b.answers - a.answers || (a.url < b.url ? -1 : 1)),
        serverCuts: cuts.result(),
        elsewhere: unparsed.readByOthers(read),
        prepared,
      }
    },
  }
}

/** What was cut stands in the record, as verdicts beside a paper depend on it. */
function cutOf({ truncated, wanted, notAsked }: OutcomeCounts): Pick<SettingResult, 'cut'> {
  return { cut: { answers: truncated, of: wanted - notAsked } }
}

/** @param all - by item; a sample that was not asked leaves a hole */
function settingResult(
  { benchmark, variant, setting, plan }: PreparedEval,
  all: ReadonlyMap<string, readonly Grade[]>,
  isOneSample: boolean,
): SettingResult {
  const { id, version } = benchmark
  const { samples } = plan.drawing
  // What is measured is of those that were asked alone.
  const grades = new Map([...all].map(([item, each]) => [item, each.filter(Boolean)] as const))
  for (const [item, each] of grades) if (each.length === 0) grades.delete(item)
  const measurements = aggregate(grades, variant).filter(
    ({ name }) => !isOneSample || !/^(maj|pass)@|^consistency$/.test(name),
  )
  return {
    setting,
    benchmark: { id, version },
    variant: { id: variant.id, version: variant.version },
    measurements,
    units: unitsOf(grades, variant, samples > 1 && !isOneSample),
    scores: scoresOf(id, all),
  }
}

/** Holes are passed over: each other sample keeps its own number. */
function scoresOf(benchmark: string, all: ReadonlyMap<string, readonly Grade[]>): SettingResult['scores'] {
  return [...all].flatMap(([item, each]) =>
    each.flatMap(({ extracted, gold, score }, sample) => ({
      benchmark,
      item,
      sample,
      extracted,
      gold,
      score,
    })),
  )
}

function unitsOf(grades: ReadonlyMap<string, readonly Grade[]>, variant: Variant, hasVotes: boolean) {
  const mean = (each: readonly Grade[]) => each.reduce((sum, { score }) => sum + score, 0) / each.length
  const items = [...grades].map(([item, each]) => ({ item, value: mean(each) }))
  if (!hasVotes) return { accuracy: items }
  const most = Math.min(...[...grades.values()].map(({ length }) => length))
  const votes = [...grades].map(([item, each]) => ({
    item,
    value: majorityScore(each.slice(0, most), { nullVotes: variant.unparsedVotes }).expected,
  }))
  return { accuracy: items, [`maj@${most}_expected`]: votes }
}
