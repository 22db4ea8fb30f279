import { parse } from 'csv-parse/sync'
import type { Asset } from '@retable/core'
import type { SubsetResult } from './score.ts'
import { isSubset } from './eval-set.ts'

const root =
  'https://raw.githubusercontent.com/aims-foundations/torch_measure/a2ef142eb6e5deaf61ecdebe4d38889b0729046c/data/rewardbench_data/processed'

/** Verdicts of 149 reward models on the 2,985 items: one line a model. */
export const responseMatrix: Asset = {
  name: 'reward-bench/response_matrix.csv',
  url: `${root}/response_matrix.csv`,
  sha256: '0c5c3fdc9dba9d1015eaca5a6f635bd1da98dc66b2e4002a6e5abda222805945',
  bytes: 1_777_657,
  licence: 'ODC-By-1.0',
}

/** The items' prompts, each with its subset in brackets before it. */
export const itemContent: Asset = {
  name: 'reward-bench/item_content.csv',
  url: `${root}/item_content.csv`,
  sha256: '5e42d31595b74575148bc336157da31c3c81eba2477c2a9e9eea78b2eaa234e1',
  bytes: 901_250,
  licence: 'ODC-By-1.0',
}

/** Item id to subset, from the items' file. */
export function subsetsOfItems(content: Uint8Array): Map<string, string> {
  const rows = parse(content, { columns: true }) as readonly { item_id: string; content: string }[]
  return new Map(rows.map((row) => [row.item_id, /^\[([^\]]+)\]/.exec(row.content)?.[1] ?? '']))
}

/** A model's results by subset. A blank cell is an item that the model was not run on. */
export interface ModelResults {
  readonly model: string
  readonly results: ReadonlyMap<string, SubsetResult>
}

/**
 * Every model of the matrix, or only those named. Its cells are 1.0, 0.0 or blank and nothing is quoted, so lines are
 * read in place: 445,000 cells are the hot loop of a whole leaderboard.
 *
 * @throws Error if an item of the matrix has no subset, or a cell is another text
 */
export function modelResults(
  matrix: Uint8Array,
  subsetOfItem: ReadonlyMap<string, string>,
  wanted?: ReadonlySet<string>,
): ModelResults[] {
  const lines = new TextDecoder().decode(matrix).split('\n')
  const [header = '', ...models] = lines.filter((line) => line !== '').map((line) => line.replace(/\r$/, ''))
  const ids = header.split(',').slice(1)
  const names: string[] = []
  const place = new Map<string, number>()
  const columns = Int32Array.from(ids, (id) => {
    const subset = subsetOfItem.get(id) ?? ''
    if (!isSubset(subset)) throw new Error(`item ${id} of the response matrix has no subset`)
    if (!place.has(subset)) place.set(subset, names.push(subset) - 1)
    return place.get(subset)!
  })
  return models.flatMap((line) => {
    const comma = line.indexOf(',')
    const model = line.slice(0, comma)
    if (wanted !== undefined && !wanted.has(model)) return []
    return [{ model, results: resultsOf(line, comma, columns, names) }]
  })
}

const [one, zero, separator] = [0x31, 0x30, 0x2c]

function resultsOf(
  line: string,
  start: number,
  columns: Int32Array,
  names: readonly string[],
): Map<string, SubsetResult> {
  const right = new Int32Array(names.length)
  const judged = new Int32Array(names.length)
  let at = start + 1
  for (const subset of columns) {
    const digit = line.charCodeAt(at)
    if (digit === one || digit === zero) {
      judged[subset]! += 1
      right[subset]! += digit === one ? 1 : 0
      at += '1.0,'.length
    } else if (digit === separator || Number.isNaN(digit)) {
      at += 1
    } else {
      throw new Error(`the response matrix has a cell that is no verdict: "${line.slice(at, at + 10)}"`)
    }
  }
  return new Map(
    names.flatMap((name, i) => {
      const n = judged[i]!
      return n === 0 ? [] : [[name, { right: right[i]!, rightSquared: right[i]!, n }] as const]
    }),
  )
}
