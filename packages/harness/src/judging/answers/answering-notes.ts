import { counted, grouped } from '@retable/core'
import type { AnsweredQuestions } from './answer-questions.ts'
import type { JudgeNotes } from '../record/judge-notes.ts'
import { shareOf } from '../../eval/findings/share-of.ts'
import { unansweredWords } from '../../eval/findings/unanswered-words.ts'

/**
 * What a reader has to know of the answers that were judged, in sentences.
 *
 * @param maxFailed - share of the answers that may fail before no verdict is drawn
 */
export function answeringNotes(
  { counts, unanswered, answeredBy, manifest }: Omit<AnsweredQuestions, 'rows'>,
  maxFailed: number,
): JudgeNotes {
  const { questions } = manifest
  const notes: string[] = []
  const doubts: string[] = []
  if (unanswered > 0) {
    notes.push(
      `${counted(unanswered, 'question')} without an answer of the model (${shareOf(unanswered, questions)}): not judged; the same command asks them again; the server says: ${counts.commonestFailure}`,
    )
    if (unanswered > maxFailed * questions) {
      doubts.push(
        `${shareOf(unanswered, questions)} of the model’s answers failed, and --max-failed allows ${100 * maxFailed} %`,
      )
    }
  }
  if (counts.truncated > 0) {
    notes.push(
      `${shareOf(counts.truncated, counts.wanted)} of the model’s answers cut: judged as they stand; raise --max-tokens`,
    )
  }
  for (const [why, n] of Object.entries(counts.unanswered)) {
    if (n === 0) continue
    const what = unansweredWords[why as keyof typeof unansweredWords]
    notes.push(
      `${counted(n, 'answer')} of the model (${shareOf(n, counts.wanted)}) ${what}: judged as an empty text`,
    )
  }
  if (answeredBy.length > 1)
    notes.push(`the model called itself by ${grouped(answeredBy.length)} names in its answers`)
  if (new Set(answeredBy.map(({ provider }) => provider)).size > 1)
    doubts.push('several providers answered under one name')
  return { notes, doubts, departures: [] }
}
