import type { Asset, Item, Split } from '@retable/core'
import { lastBoxed } from './boxed.ts'

const asset: Asset = {
  name: 'math/test.jsonl',
  url: 'https://raw.githubusercontent.com/microsoft/ToRA/213c1c995038c73fab10343814df7a42f990f026/src/data/math/test.jsonl',
  sha256: '3371949f33dd702d04b43fddd7d53a028de0aaca0e76abb1b875a050297b3aa4',
  bytes: 4_101_364,
  licence: 'MIT',
}

/**
 * The 5,000 test problems, in ToRA's copy (by subject, then by the original file's name). Golds are taken from the
 * solutions' last box: a copy with ready-made answers is wrong in test/prealgebra/177, which speaks of "boxed" in its
 * last sentence.
 */
export const test: Split = {
  asset,
  size: 5000,
  parse: (bytes) => parseItems(new TextDecoder().decode(bytes)),
}

/** One JSON object a line: problem, level, type (the subject), solution. */
export function parseItems(text: string): Item[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line, index) => {
    const { problem, solution, type } = JSON.parse(line) as Record<'problem' | 'solution' | 'type', string>
    const category = type === undefined ? {} : { category: type }
    return { id: `test/${index}`, question: problem, gold: readGold(solution), solution, ...category }
  })
}

/** The last box of a worked solution; a text without a box is an answer already. */
export function readGold(given: string): string {
  return lastBoxed(given) ?? given.trim()
}

/**
 * Ids of the test items as programs write them: `test/17` or the 0-based row (ToRA's `idx`).
 *
 * Names of the original files ("test/prealgebra/177.json") are not among them: the rows do not tell which numbers each
 * subject's folder has. ZeroEval's math-l5 files number their own 721 problems from 0; they state question and gold.
 */
export function itemId(given: string | number): string | undefined {
  const row = /^(?:test\/)?(\d{1,4})$/.exec(String(given))?.[1]
  return row !== undefined && Number(row) < test.size ? `test/${Number(row)}` : undefined
}
