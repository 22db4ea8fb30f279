import { lastBoxes, lastBoxStart } from './boxes.ts'
import { announced, announcedIn, announcedValue, hashedValue, taggedValue } from './announced.ts'
import { bareAnswer, counted } from './bare.ts'
import { withoutCode } from './code.ts'
import { endsInDenial } from './denial.ts'
import { jsonAnswer } from './json-answer.ts'
import { withoutMarks } from './marks.ts'
import { lastValue } from './values.ts'

/**
 * The final answer in a worked solution, decided from the text alone: what a JSON "answer", a "####" at the end or a
 * "final answer" with a formula or number behind it says after the last box; else the last box, with those joined to it;
 * else what follows the last "answer is" or "answer:"; else a short text itself; else the last formula or number,
 * unless the text ends by saying that there is no answer.
 *
 * @returns null if there is none of these
 */
export function finalAnswer(output: string): string | null {
  const text = output.replace(/[\b\f](?=[a-z])/g, escapeOf)
  const box = lastBoxStart(text)
  return (
    statedAfter(text, box) ??
    (box >= 0 ? lastBoxes(text) : null) ??
    announced(text) ??
    bare(text) ??
    (endsInDenial(text) ? null : lastValue(withoutMarks(withoutCode(text.slice(-4000)))))
  )
}

/** A form feed before "rac" is what a reader of JSON made of `\frac`; so too a backspace. */
function escapeOf(control: string): string {
  return control === '\f' ? String.raw`\f` : String.raw`\b`
}

function statedAfter(text: string, box: number): string | null {
  const json = jsonAnswer(text)
  if (json !== null && json.start > box) return inJson(json.answer)
  const stated = [announcedValue(text), hashedValue(text), taggedValue(text)].filter(
    (found) => found !== null && found.start > box,
  )
  return stated.toSorted((a, b) => a!.start - b!.start).at(-1)?.answer ?? null
}

/** A long value is prose, and ends in the answer. */
function inJson(value: string): string {
  return (value.length > 500 ? lastValue(value) : announcedIn(withoutMarks(value))) ?? value
}

function bare(text: string): string | null {
  const answer = text.length > 500 ? null : bareAnswer(withoutMarks(text.trim()))
  return answer === null ? null : counted(answer)
}
