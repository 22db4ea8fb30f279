import type { StatedDifference } from '@retable/core'

/** How a part of a joined text may begin: with what differs, or with what a verdict says of the numbers themselves. */
const kinds: Readonly<Record<StatedDifference['of'], true>> = {
  ...{ model: true, data: true, judge: true, 'benchmark version': true, sizes: true, method: true },
  ...{ prompt: true, extraction: true, decoding: true, answers: true, doubt: true },
}
const beginnings = [
  ...Object.keys(kinds).map((of) => `${of}: `),
  ...['it was measured ', 'what is reported is no number', 'what was measured is no number'],
]
const between = new RegExp(`; (?=${beginnings.join('|')})`)

/** The differences that a table has as one text, one by one; a semicolon within one of them parts nothing. */
export function differencesIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(between)
}
