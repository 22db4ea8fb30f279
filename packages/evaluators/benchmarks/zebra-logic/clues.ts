import { phrases } from './phrases.ts'
import type { Clue, Relation, Value } from './puzzle.ts'

/**
 * Reads one clue sentence of ZebraLogic (Lin et al., arXiv 2502.01100v1), without its number.
 *
 * @returns undefined if it is none of the nine kinds, or names a value that no puzzle has
 */
export function parseClue(sentence: string): Clue | undefined {
  return parsePlace(sentence) ?? parseRelation(sentence)
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

function parsePlace(sentence: string): Clue | undefined {
  const [, person = '', not, ordinal = ''] = /^(.+) is (not )?in the (\w+) house\.$/.exec(sentence) ?? []
  const a = valueBehind(person)
  const house = ordinals.indexOf(ordinal) + 1
  return a && house > 0 ? { type: not ? 'not_at' : 'at', a, house } : undefined
}

/** Sentences with two persons; "A is B." comes last, since its " is " stands in others too. */
const forms: readonly (readonly [type: Relation, start: string, middle: string, end: string])[] = [
  ['direct_left', '', ' is directly left of ', '.'],
  ['left', '', ' is somewhere to the left of ', '.'],
  ['right', '', ' is somewhere to the right of ', '.'],
  ['beside', '', ' and ', ' are next to each other.'],
  ['one_between', 'There is one house between ', ' and ', '.'],
  ['two_between', 'There are two houses between ', ' and ', '.'],
  ['same', '', ' is ', '.'],
]

function parseRelation(sentence: string): Clue | undefined {
  for (const [type, start, middle, end] of forms) {
    if (!sentence.startsWith(start) || !sentence.endsWith(end)) continue
    const inner = sentence.slice(start.length, -end.length)
    // A phrase may hold the middle's words itself ("the person who is short is Bob"): every place is tried.
    for (let at = inner.indexOf(middle); at >= 0; at = inner.indexOf(middle, at + 1)) {
      const [a, b] = [valueBehind(inner.slice(0, at)), valueBehind(inner.slice(at + middle.length))]
      if (a && b) return { type, a, b }
    }
  }
  return undefined
}

const values = new Map<string, Value>(
  Object.entries(phrases).flatMap(([attribute, byValue]) =>
    Object.entries(byValue).map(([value, phrase]) => [phrase.toLowerCase(), [attribute, value]] as const),
  ),
)

/** A phrase is written "The ..." or "the ..." in any place of a sentence. */
function valueBehind(phrase: string): Value | undefined {
  return values.get(phrase.toLowerCase())
}
