import { counted, grouped } from '@retable/core'
import { elsewhereText } from '../score/answers-elsewhere.ts'
import { areOneSample } from './findings/equal-samples.ts'
import type { EvalResult } from './tally.ts'
import { failedIn } from './findings/outcome-counts.ts'
import { shareOf } from './findings/share-of.ts'
import { unansweredWords } from './findings/unanswered-words.ts'

/** What a reader of an evaluation's numbers has to know, in sentences; where one casts doubt on them, no verdict is drawn. */
export interface EvalNotes {
  readonly notes: readonly string[]
  /** Why no verdict may be drawn; empty where nothing forbids one. */
  readonly doubts: readonly string[]
}

/** @param maxFailed - share of the answers that may fail before no verdict is drawn */
export function evalNotes(
  found: Omit<EvalResult, 'result'> & {
    /** Addresses that the model is asked at now; undefined where something tells its weights apart wherever it is served. */
    readonly addresses?: readonly string[] | undefined
  },
  maxFailed: number,
): EvalNotes {
  const parts = [storedNotes(found), failedNotes(found, maxFailed), answerNotes(found), serverNotes(found)]
  return {
    notes: parts.flatMap(({ notes }) => notes),
    doubts: parts.flatMap(({ doubts }) => doubts),
  }
}

type Found = Parameters<typeof evalNotes>[0]

function storedNotes({ counts, oldestStored, storedFrom, addresses }: Found): EvalNotes {
  if (counts.fromStore === 0) return none
  const from = addresses === undefined ? [] : storedFrom
  const of = from.length === 0 ? '' : ` of ${listed(from.map(({ url }) => url))}`
  const since = oldestStored === null || oldestStored === 0 ? '' : `, asked${of} from ${day(oldestStored)} on`
  const note = `${counted(counts.fromStore, 'answer')} from the store${since}; --fresh asks again`
  const others = from.filter(({ url }) => !addresses!.includes(url))
  if (others.length === 0) return { notes: [note], doubts: [] }
  const elsewhere = others.reduce((sum, { answers }) => sum + answers, 0)
  const asked = listed(others.map(({ url }) => url))
  const doubt = `${counted(elsewhere, 'answer')} from the store ${elsewhere === 1 ? 'is' : 'are'} of ${asked}, and nothing tells that the same weights are at ${listed(addresses!)}`
  return { notes: [note], doubts: [doubt] }
}

function listed(urls: readonly string[]): string {
  return `${urls.slice(0, 3).join(', ')}${urls.length > 3 ? ' and others' : ''}`
}

function failedNotes({ counts, withoutFailed }: Found, maxFailed: number): EvalNotes {
  const failed = failedIn(counts)
  if (failed === 0) return none
  const share = shareOf(failed, counts.wanted)
  const reasons = Object.entries(counts.failed).map(([reason, n]) => `${grouped(n)} ${reason}`)
  const without =
    withoutFailed === null || Number.isNaN(withoutFailed)
      ? ''
      : `; without them accuracy is ${(100 * withoutFailed).toFixed(2)} %`
  const says = failed === 1 ? 'the server says' : 'of most the server says'
  const note = `${counted(failed, 'answer')} failed (${share}: ${reasons.join(', ')}) counted as wrong${without}; the same command asks them again; ${says}: ${counts.commonestFailure}`
  const doubt = `${share} of the answers failed, and --max-failed allows ${100 * maxFailed} %`
  return { notes: [note], doubts: failed > maxFailed * counts.wanted ? [doubt] : [] }
}

/** Of answers that were not asked for, cut, or are none. */
function answerNotes(found: Found): EvalNotes {
  const { wanted, notAsked, truncated, unanswered } = found.counts
  const [notes, doubts]: [string[], string[]] = [[], []]
  if (notAsked > 0) {
    const why = `${counted(notAsked, 'answer')} of ${grouped(wanted)} not asked`
    notes.push(`${why}; the figures are of the others alone`)
    doubts.push(why)
  }
  if (truncated > 0) notes.push(cutNote(found))
  for (const [why, n] of Object.entries(unanswered)) {
    if (n === 0) continue
    const what = unansweredWords[why as keyof typeof unansweredWords]
    notes.push(`${counted(n, 'answer')} (${shareOf(n, wanted)}) ${what}: counted as wrong`)
  }
  const { variant } = found.prepared
  const elsewhere = found.elsewhere && elsewhereText(variant.id, found.elsewhere)
  return { notes: [...notes, ...(elsewhere === undefined ? [] : [elsewhere])], doubts }
}

/** What was cut, by whom, and how much of it was not read. */
function cutNote({ counts, cutUntold, serverCuts, prepared }: Found): string {
  const { wanted, truncated, cutUnread } = counts
  const { maxTokens } = prepared.plan.drawing.sampling
  const atLimit = truncated - serverCuts.answers
  const hinted = cutUnread - cutUntold
  const { window } = serverCuts
  const byServer =
    window === null
      ? `by the server before ${grouped(maxTokens)} tokens`
      : `by the server’s window of ${grouped(window)} tokens, prompt included`
  const cut = [
    ...(serverCuts.answers > 0 ? [`${shareOf(serverCuts.answers, wanted)} cut ${byServer}`] : []),
    ...(atLimit > 0 ? [`${shareOf(atLimit, wanted)} cut at ${grouped(maxTokens)} tokens`] : []),
    ...(hinted > 0 ? [`${shareOf(hinted, wanted)} in what may be a thought, and not read`] : []),
    ...(cutUntold > 0
      ? [`${shareOf(cutUntold, wanted)} not read, as no answer was whole and none shows how it goes on`]
      : []),
  ]
  return `${cut.join(', ')}${atLimit > 0 ? ': raise --max-tokens' : ''}`
}

/** Of a server that does not draw or cuts prompts, and of several behind one name. */
function serverNotes({ equalSamples, promptLengths, answeredBy }: Found): EvalNotes {
  const [notes, doubts]: [string[], string[]] = [[], []]
  if (areOneSample(equalSamples)) {
    const { allEqual, items } = equalSamples
    const why = `the samples of ${grouped(allEqual)} of ${counted(items, 'item')} are all the same text: the server does not draw`
    notes.push(`${why}; nothing is told of several samples`)
    doubts.push(why)
  }
  if (promptLengths.cut > 0) {
    const { cut, window } = promptLengths
    const why = `${counted(cut, 'prompt')} read as ${grouped(window!)} tokens at most, far fewer than they have: the server cuts prompts to its window`
    notes.push(why)
    doubts.push(why)
  }
  if (answeredBy.length > 1) {
    const each = answeredBy.slice(0, 4).map(({ provider, fingerprint, answers, score }) => {
      const name = [provider, fingerprint].filter(Boolean).join(' ') || 'unnamed'
      return `${name} ${grouped(answers)} (${(100 * score).toFixed(1)} %)`
    })
    notes.push(`answered by several: ${each.join(', ')}${answeredBy.length > 4 ? ', and others' : ''}`)
    const providers = new Set(answeredBy.map(({ provider }) => provider))
    if (providers.size > 1) doubts.push('several providers answered under one name')
  }
  return { notes, doubts }
}

const none: EvalNotes = { notes: [], doubts: [] }

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
