import type { Item } from '@retable/core'

/** The items that a text asks: those whose question it is, else those whose questions stand in it. */
export type FindQuestion = (text: string) => readonly Item[]

/** Beginnings by which questions are looked up; most questions are longer. */
const beginning = 12

/**
 * Finds the items of questions and of prompts around them, in a time that grows with the text and hardly with the
 * number of items: it looks only where a word begins, for the beginnings that questions have.
 */
export function findQuestion(items: readonly Item[]): FindQuestion {
  const whole = Map.groupBy(items, ({ question }) => plain(question))
  whole.delete('')
  const starts = Map.groupBy(whole.keys(), (question) => question.slice(0, beginning))
  const lengths = [...new Set([...starts.keys()].map(({ length }) => length))]
  return (text) => {
    const asked = plain(text)
    const exact = whole.get(asked)
    if (exact !== undefined) return exact
    const found = new Map<string, { readonly start: number; readonly end: number }>()
    for (let start = 0; start < asked.length; start += 1) {
      if (isWithinWord(asked, start)) continue
      for (const length of lengths) {
        for (const question of starts.get(asked.slice(start, start + length)) ?? []) {
          const end = start + question.length
          if (asked.startsWith(question, start) && !isWithinWord(asked, end))
            found.set(question, { start, end })
        }
      }
    }
    // A question within another one is not asked.
    const spans = [...found]
    const isWithin = (a: (typeof spans)[number][1], b: typeof a) =>
      a !== b && b.start <= a.start && a.end <= b.end
    return spans
      .filter(([, span]) => !spans.some(([, other]) => isWithin(span, other)))
      .flatMap(([question]) => whole.get(question)!)
  }
}

/** A question without differences in white space and in the form of quotation marks. */
export function plain(question: string): string {
  return question.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim()
}

/** Whether a word goes on at a place of a text. */
function isWithinWord(text: string, at: number): boolean {
  return at > 0 && at < text.length && isWordPart(text, at) && isWordPart(text, at - 1)
}

function isWordPart(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  // Most characters are of ASCII, and a regular expression for each of them would take most of the time.
  if (code > 127) return /[\p{L}\p{N}]/u.test(text[at]!)
  return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123)
}
