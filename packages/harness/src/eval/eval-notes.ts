import { counted, grouped } from '@retable/core'
import { areOneSample } from './findings/equal-samples.ts'
import type { EvalResult } from './tally.ts'
import { failedIn } from './findings/outcome-counts.ts'

/** What a reader of an evaluation's numbers has to know, in sentences; where one casts doubt on them, no verdict is drawn. */
export interface EvalNotes {
  readonly notes: readonly string[]
  /** Why no verdict may be drawn; empty where nothing forbids one. */
  readonly doubts: readonly string[]
}

/** @param maxFailed - share of the answers that may fail before no verdict is drawn */
export function evalNotes(
  found: Omit<EvalResult, 'result'> & { readonly maxTokens: number },
  maxFailed: number,
): EvalNotes {
  const { counts, cutUntold, equalSamples, promptLengths, answeredBy, withoutFailed, maxTokens } = found
  const { oldestStored, storedUrls } = found
  const share = (part: number) => `${((100 * part) / counts.wanted).toFixed(1)} %`
  const [notes, doubts]: [string[], string[]] = [[], []]
  const failed = failedIn(counts)
  if (counts.fromStore > 0) {
    const of =
      storedUrls.length === 0
        ? ''
        : ` of ${storedUrls.slice(0, 3).join(', ')}${storedUrls.length > 3 ? ' and others' : ''}`
    const since =
      oldestStored === null || oldestStored === 0 ? '' : `, asked${of} from ${day(oldestStored)} on`
    notes.push(`${counted(counts.fromStore, 'answer')} from the store${since}; --fresh asks again`)
  }
  if (failed > 0) {
    const reasons = Object.entries(counts.failed).map(([reason, n]) => `${grouped(n)} ${reason}`)
    const without =
      withoutFailed === null || Number.isNaN(withoutFailed)
        ? ''
        : `; without them accuracy is ${(100 * withoutFailed).toFixed(2)} %`
    notes.push(
      `${counted(failed, 'answer')} failed (${share(failed)}: ${reasons.join(', ')}) counted as wrong${without}; the same command asks them again; ${failed === 1 ? 'the server says' : 'of most the server says'}: ${counts.commonestFailure}`,
    )
    if (failed > maxFailed * counts.wanted)
      doubts.push(`${share(failed)} of the answers failed, and --max-failed allows ${100 * maxFailed} %`)
  }
  if (counts.notAsked > 0) {
    const why = `${counted(counts.notAsked, 'answer')} of ${grouped(counts.wanted)} not asked`
    notes.push(`${why}; the figures are of the others alone`)
    doubts.push(why)
  }
  if (counts.truncated > 0) {
    const hinted = counts.cutUnread - cutUntold
    const unread = [
      ...(hinted > 0 ? [`${share(hinted)} in what may be a thought, and not read`] : []),
      ...(cutUntold > 0
        ? [`${share(cutUntold)} not read, as no answer was whole and none shows how it goes on`]
        : []),
    ]
    notes.push(
      `${[`${share(counts.truncated)} cut at ${grouped(maxTokens)} tokens`, ...unread].join(', ')}: raise --max-tokens`,
    )
  }
  for (const [why, n] of Object.entries(counts.unanswered)) {
    if (n === 0) continue
    notes.push(`${counted(n, 'answer')} (${share(n)}) ${words[why as keyof typeof words]}: counted as wrong`)
  }
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
  const providers = new Set(answeredBy.map(({ provider }) => provider))
  if (answeredBy.length > 1) {
    const each = answeredBy
      .slice(0, 4)
      .map(
        ({ provider, fingerprint, answers, score }) =>
          `${[provider, fingerprint].filter(Boolean).join(' ') || 'unnamed'} ${grouped(answers)} (${(100 * score).toFixed(1)} %)`,
      )
    notes.push(`answered by several: ${each.join(', ')}${answeredBy.length > 4 ? ', and others' : ''}`)
    if (providers.size > 1) doubts.push('several providers answered under one name')
  }
  return { notes, doubts }
}

const words = {
  refused: 'refused',
  filtered: 'filtered',
  'thought only': 'thought without an answer',
  empty: 'empty',
} as const

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
