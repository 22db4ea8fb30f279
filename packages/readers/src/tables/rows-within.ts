/** Rows of a table that the quoted text of one of them seems to hold. */
export interface RowsWithin {
  /** The ids of all of them, that of the row itself among them, in order. */
  readonly ids: readonly string[]
  /** On which lines of the record they stand, from 0. */
  readonly places: readonly number[]
  /** Whether each line of the record looks like a row. */
  readonly isEach: boolean
}

/** Longer records are texts, and looking would take long. */
const mostLines = 10_000

/**
 * Looks in a record of several lines for rows of the table: a quote that opens one row and is closed rows later takes all
 * between as its text, and each line of it still has the table's number of cells and an id where ids stand, like that of
 * the row itself. Undefined where fewer than half of the lines do, as in texts.
 *
 * @param idPlace - the column of the ids
 */
export function rowsWithin(
  record: readonly string[],
  idPlace: number,
  delimiter: string,
): RowsWithin | undefined {
  const broken = [...record.keys()].filter((i) => /[\r\n]/.test(record[i]!))
  if (broken.length !== 1 || broken[0] === idPlace) return undefined
  // What other cells hold does not matter, and may have delimiters.
  const own = record.map((cell, i) => (i === idPlace || i === broken[0] ? cell : 'x')).join(delimiter)
  const lines = own.split(/\r\n|\r|\n/)
  if (lines.length > mostLines) return undefined
  const shape = shapeOf(record[idPlace]!)
  const ids: string[] = []
  const places: number[] = []
  for (const [place, line] of lines.entries()) {
    const cells = line.split(delimiter)
    const id = cells[idPlace]?.trim() ?? ''
    // In a text a space follows the comma.
    const isText = cells.some((cell, i) => i > 0 && /^\s/.test(cell))
    if (cells.length !== record.length || isText || !/\d/.test(id) || shapeOf(id) !== shape) continue
    ids.push(id)
    places.push(place)
  }
  const isMost = (ids.length - 1) * 2 >= lines.length - 1
  const isOwnThere = ids.includes(record[idPlace]!.trim())
  if (ids.length < 2 || !isMost || !isOwnThere || new Set(ids).size < ids.length) return undefined
  return { ids, places, isEach: ids.length === lines.length }
}

/**
 * Whether rows within a text are rows for certain: their ids follow one another, the rows before and after have none of
 * them, and the row after goes on counting, or, where there is none, several rows go on counting from the row before.
 */
export function isCertain(
  { ids }: RowsWithin,
  before: string | undefined,
  after: string | undefined,
): boolean {
  const numbers = ids.map(numberIn)
  const isCounted = numbers.every((number, i) => i === 0 || number === numbers[i - 1]! + 1)
  const isElsewhere = [before, after].some((id) => id !== undefined && ids.includes(id.trim()))
  if (!isCounted || isElsewhere) return false
  if (after !== undefined) return numberIn(after) === numbers.at(-1)! + 1
  return ids.length > 2 && before !== undefined && numberIn(before) + 1 === numbers[0]
}

function shapeOf(id: string): string {
  return id.trim().replace(/\d+/g, '0')
}

function numberIn(id: string): number {
  return Number(/\d+(?=\D*$)/.exec(id)?.[0] ?? NaN)
}
