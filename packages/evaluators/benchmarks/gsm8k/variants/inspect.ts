import type { Grade, Variant } from '@retable/core'
import { fiveDigits } from '../inspect/five-digits.ts'
import { numberOfWord } from '../inspect/number-of-word.ts'
import { pythonSpace, stripped } from '../inspect/python-space.ts'

/**
 * The scorer of inspect_evals 0.28.0's task gsm8k: match(numeric=True) of inspect_ai 0.3.285. Signs of currency, commas,
 * asterisks, underscores and dots that no digit follows are deleted; the last word that is then a number, with
 * punctuation around it or not, is the answer, to five significant digits. The prompt asks for a last line "ANSWER: N",
 * but the scorer does not look for it. Versions before 0.3.285 took no word with punctuation around it ("(18)").
 */
export const inspect: Variant = {
  id: 'inspect',
  version: '1',
  summary: 'the last word that is a number without "$", "," and marks, to five significant digits',
  source: 'inspect_ai 0.3.285, scorer match(numeric=True); inspect_evals 0.28.0, task gsm8k',
  unparsedVotes: false,
  grade(output, { gold }) {
    const right = numberOfWord(bare(stripped(gold)))
    if (right === undefined) return gradeText(stripped(output), stripped(gold))
    const extracted = lastNumber(bare(output))
    const printed = fiveDigits(right)
    return { extracted, gold: printed, score: extracted === printed ? 1 : 0 }
  },
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/\\([$,£€*_])/g, '$1')
    .replace(/[$,£€*_]/g, '')
    .replace(/\.(?!\p{Nd})/gu, '')
}

const words = new RegExp(`${pythonSpace}+`)

function lastNumber(text: string): string | null {
  const word = text.split(words).findLast((candidate) => numberOfWord(candidate) !== undefined)
  return word === undefined ? null : fiveDigits(numberOfWord(word)!)
}

/** A right answer that is no number: the output has to end in it, without punctuation around either. */
function gradeText(output: string, gold: string): Grade {
  const isRight = withoutEdges(output).endsWith(withoutEdges(gold))
  return { extracted: output === '' ? null : output, gold, score: isRight && output !== '' ? 1 : 0 }
}

function withoutEdges(text: string): string {
  const edge = /[ \t\n\r\v\f!-/:-@[-`{-~]/
  let [start, end] = [0, text.length]
  while (start < end && edge.test(text[start]!)) start += 1
  while (end > start && edge.test(text[end - 1]!)) end -= 1
  return text.slice(start, end).toLowerCase()
}
