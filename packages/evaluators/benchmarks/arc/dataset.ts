import type { Item, Split } from '@retable/core'
import { letterOf } from './letters.ts'

const commit = '54f3cc4b37aab8af24d0a5dfb70f41ee7399af1b'

/** The 1,172 test questions of the Challenge set, in its own order. */
export const test: Split = {
  asset: {
    name: 'arc/test.jsonl',
    url: `https://raw.githubusercontent.com/SkyworkAI/LLMs-as-Instructors/${commit}/data/arc/test.jsonl`,
    sha256: '3a19f351c012c05ad1d4932edb4db78cb22656d5c581966bdff3a93fcf43fb31',
    bytes: 592_338,
    licence: 'CC-BY-SA-4.0',
  },
  size: 1172,
  parse: (bytes) => parseItems(new TextDecoder().decode(bytes)),
}

/** A question of this copy: its choices stand under their own labels. */
interface Row {
  readonly id: string
  readonly question: string
  readonly answer: string
  readonly label: readonly string[]
  readonly [choice: string]: string | readonly string[]
}

/** The copy is one JSON array, whatever its name says. */
export function parseItems(text: string): Item[] {
  return (JSON.parse(text) as readonly Row[]).map((row, index) => ({
    id: `test/${row.id}`,
    aliases: [`test/${index}`],
    question: row.question,
    gold: letterOf(row.answer),
    choices: row.label.map((label) => String(row[label])),
  }))
}

/**
 * The right choice as a letter; a digit is the label "1", "2", ..., not a place counted from 0.
 *
 * @throws Error if it is no label
 */
export function readGold(given: string): string {
  const label = given.trim().replace(/^\((.)\)$/, '$1')
  if (/^[A-E1-5]$/.test(label)) return letterOf(label)
  throw new Error(`${JSON.stringify(given)} is no label of a choice (A to E, or 1 to 5)`)
}

/** The examinations that the questions come from; every id begins with one. */
const examinations =
  'Mercury|MCAS|NYSEDREGENTS|TIMSS|MDSA|ACTAAP|LEAP|AKDE&ED|MEA|VASoL|NCEOGA|OHAT|TAKS|AIMS|MSA|MEAP|NAEP|FCAT|CSZ|WASL'
const ownId = new RegExp(`^(?:${examinations})(?:_[\\w+-]+|\\d+)$`)

/**
 * The data set's own ids (`Mercury_7175875`), with or without `test/` before, and 0-based rows (17 or "17": lm-eval's
 * doc_id) under `test/17`, an alias of the row's item. An id of ARC's Easy set looks like one of these too; only the
 * data set tells.
 */
export function itemId(given: string | number): string | undefined {
  const id = String(given).replace(/^test\//, '')
  if (/^\d{1,4}$/.test(id)) return Number(id) < test.size ? `test/${Number(id)}` : undefined
  return ownId.test(id) ? `test/${id}` : undefined
}
