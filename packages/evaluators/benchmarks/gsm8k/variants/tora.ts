import type { Variant } from '@retable/core'
import { bracedBox } from '../../math/boxed.ts'

/**
 * Gou et al., "ToRA: A Tool-Integrated Reasoning Agent for Mathematical Problem Solving", arXiv 2309.17452v4;
 * microsoft/ToRA at 213c1c9, its parser and grader.
 *
 * The answer is the last box, else the last line that the last program printed. Numbers are equal within a
 * relative 1e-4 of gold/100, gold or gold*100 (so 0.05 equals 5). The grader's symbolic fallback is not ported:
 * every GSM8K gold is a number, and no released output needs it.
 */
export const tora: Variant = {
  id: 'tora',
  version: '1',
  summary: 'last box, else last program output; equal within 1e-4 to gold/100, gold or 100 gold',
  source: 'arXiv 2309.17452v4; microsoft/ToRA at 213c1c9, math_equal',
  unparsedVotes: false,
  grade(output, { gold }) {
    const right = clean(gold)
    const found = bracedBox(output) ?? lastPrintedLine(output)
    const extracted = found === null ? null : clean(found)
    return { extracted, gold: right, score: extracted !== null && numbersAgree(extracted, right) ? 1 : 0 }
  },
}

function lastPrintedLine(output: string): string | null {
  const opening = '```output\n'
  const at = output.lastIndexOf(opening)
  if (at < 0) return null
  const [printed = ''] = output.slice(at + opening.length).split('\n```', 1)
  return printed.trim().split('\n').at(-1)!
}

/** Currency, percent signs, separators and units go; a whole number loses its ".0". */
function clean(text: string): string {
  return text
    .replace(/\\text\{[^{}]*\}/g, '')
    .replace(/\\[$%!]|[$%,\s]/g, '')
    .replace(/(\d)\.0+$/, '$1')
}

function numbersAgree(given: string, gold: string): boolean {
  const [a, b] = [Number(given), Number(gold)]
  const areNumbers = [given, gold].every((text) => /^[-+]?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text))
  if (!areNumbers || !Number.isFinite(a) || !Number.isFinite(b)) return given === gold
  return [b / 100, b, b * 100].some(
    (wanted) => Math.abs(a - wanted) <= 1e-4 * Math.max(Math.abs(a), Math.abs(wanted)),
  )
}
