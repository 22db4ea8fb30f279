import type { Answered, Truncated, Unanswered } from '../ask/asked.ts'
import type { RawChoice } from './read-response.ts'
import { splitThought } from './thought.ts'

/** How a choice ended, and what is its answer. */
export type Outcome = Pick<Answered, 'outcome' | 'text' | 'thought'> | CutOutcome | NoOutcome

type CutOutcome = Pick<Truncated, 'outcome' | 'text' | 'thought' | 'cut'>
type NoOutcome = Pick<Unanswered, 'outcome' | 'text' | 'thought' | 'why'>

/** What the choice shows of the model's template: whether it opens a thought; undefined where that cannot be told. */
export type OpensThought = boolean | undefined

/** Reads how a choice ended. Stop strings are applied to the answer, after the thought is taken off. */
export function outcomeOf(
  choice: RawChoice,
  { stop, opensThought }: { readonly stop: readonly string[]; readonly opensThought: OpensThought },
): { readonly outcome: Outcome; readonly opensThought: OpensThought } {
  const split = splitThought(choice.content ?? '')
  const thought = joined(choice.thought, split.thought)
  const kept = thought === undefined ? {} : { thought }
  const isCut = cutReasons.has(choice.finishReason ?? '')
  const shown = shows(split.marks, choice, isCut)
  const opens = opensThought === true ? true : (shown ?? opensThought)
  const result = (outcome: Outcome) => ({ outcome: { ...outcome, ...kept }, opensThought: opens })

  if (choice.refusal !== undefined && split.text.trim() === '') {
    return result({ outcome: 'unanswered', why: 'refused', text: choice.refusal })
  }
  if (filterReasons.has(choice.finishReason?.toLowerCase() ?? '')) {
    return result({ outcome: 'unanswered', why: 'filtered', text: split.text })
  }
  if (split.marks === 'open') return result({ outcome: 'truncated', cut: 'thought', text: split.text })
  const text = cutAtStop(split.text, stop)
  // Had the server known the stop string, the answer would have ended there.
  if (text.length < split.text.length && text.trim() !== '') return result({ outcome: 'answered', text })
  if (isCut) return result(cutOutcome(text, choice, split.marks, opens))
  if (text.trim() === '') {
    return result({ outcome: 'unanswered', why: thought === undefined ? 'empty' : 'thought only', text: '' })
  }
  return result({ outcome: 'answered', text })
}

/** How a choice ended whose text is taken as it is. */
export function verbatimOutcome({ content, finishReason = '' }: RawChoice): Outcome {
  const text = content ?? ''
  if (filterReasons.has(finishReason.toLowerCase())) return { outcome: 'unanswered', why: 'filtered', text }
  return cutReasons.has(finishReason)
    ? { outcome: 'truncated', cut: 'answer', text }
    : { outcome: 'answered', text }
}

function cutOutcome(text: string, choice: RawChoice, marks: string, opens: OpensThought): CutOutcome {
  if (text.trim() === '') {
    return { outcome: 'truncated', cut: choice.thought === undefined ? 'answer' : 'thought', text: '' }
  }
  if (marks !== 'none' || choice.thought !== undefined || opens === false) {
    return { outcome: 'truncated', cut: 'answer', text }
  }
  // The whole text is thought if the template opened it: no number in it may be graded.
  if (opens === true) return { outcome: 'truncated', cut: 'thought', text: '', thought: text }
  return { outcome: 'truncated', cut: 'unknown', text }
}

/** Text before the first stop string. */
function cutAtStop(text: string, stop: readonly string[]): string {
  let end = text.length
  for (const string of stop) {
    const at = string === '' ? -1 : text.indexOf(string)
    if (at !== -1) end = Math.min(end, at)
  }
  return text.slice(0, end)
}

/** Only a text that ended by itself shows that the template opens no thought. */
function shows(marks: string, choice: RawChoice, isCut: boolean): OpensThought {
  if (marks === 'template') return true
  if (marks !== 'none' || choice.thought !== undefined) return false
  return isCut || (choice.content ?? '').trim() === '' ? undefined : false
}

function joined(field: string | undefined, tagged: string | undefined): string | undefined {
  if (field === undefined || tagged === undefined || tagged === '') return field ?? tagged
  return `${field}\n${tagged}`
}

const cutReasons = new Set(['length', 'max_tokens', 'model_length', 'MAX_TOKENS', 'max_output_tokens'])
const filterReasons = new Set(['content_filter', 'safety', 'recitation', 'prohibited_content', 'blocklist'])
