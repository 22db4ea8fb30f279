import type { Item, Split } from '@retable/core'
import { parsePuzzle } from './parse-puzzle.ts'
import { solve } from './solve.ts'
import { goldText, isFilled, tableOfGrid, type Grid } from './table.ts'

const commit = 'dc445ef86b510959ac7ea4d9872adf244e97b60e'

/**
 * The 1,000 puzzles: 40 of each size, 2 to 6 houses by 2 to 6 attributes. The benchmark's authors gate the solutions,
 * so none stands in this repository: this copy is fetched on first use, and states no licence.
 */
export const test: Split = {
  asset: {
    name: 'zebra-logic/Gridmode-00000-of-00001.parquet',
    url: `https://raw.githubusercontent.com/SikandarHussain6858/CSPZebraLogicBench/${commit}/Gridmode-00000-of-00001.parquet`,
    sha256: '545cd5cce9c54575c7f74769b8f1250b8bb94f5745519c83b99b8db01f95924d',
    bytes: 345_826,
    licence: 'NONE',
  },
  size: 1000,
  parse: parseItems,
}

/** One row of the data set. */
export interface PuzzleRow {
  readonly id: string
  readonly puzzle: string
  readonly solution: Grid
}

async function parseItems(bytes: Uint8Array): Promise<Item[]> {
  const { parquetReadObjects } = await import('hyparquet')
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const rows = (await parquetReadObjects({ file, columns: ['id', 'puzzle', 'solution'] })) as unknown
  return (rows as readonly PuzzleRow[]).map(itemOf)
}

/** The item of a row. Where a copy blanks the solution, it is found from the puzzle's own text. */
export function itemOf({ id, puzzle, solution }: PuzzleRow): Item {
  const gold = isFilled(solution) ? tableOfGrid(solution) : solvedFromText(puzzle)
  const size = /\d+x\d+/.exec(id)?.[0]
  return { id: `test/${id}`, question: puzzle, gold: goldText(gold), ...(size && { category: size }) }
}

/**
 * The solution of a puzzle from its text alone.
 *
 * @throws SyntaxError if the text is no puzzle, RangeError if it has no solution or more than one
 */
export function solvedFromText(puzzle: string) {
  const [solution, another] = solve(parsePuzzle(puzzle))
  if (solution === undefined) throw new RangeError('the puzzle has no solution')
  if (another !== undefined) throw new RangeError('the puzzle has more than one solution')
  return solution
}

/** Ids as the data set and ZeroEval write them, `lgp-test-5x6-16`, and with `test/` before. */
export function itemId(given: string | number): string | undefined {
  const id = /^(?:test\/)?(lgp-test-[2-6]x[2-6]-[123]?\d)$/.exec(String(given))?.[1]
  return id === undefined ? undefined : `test/${id}`
}
