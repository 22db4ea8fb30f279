import { counted, grouped, type Benchmark, type BrokenRow, type Grade, type OutputRow } from '@retable/core'
import { fingerprint } from './fingerprint.ts'
import { startIdShift } from './id-shift.ts'
import { startTakenRows } from './taken-rows.ts'

/** Watches rows for what looks like an accident in making the file. */
export interface AccidentTally {
  /** A row of outputs; `item` and `grade` (of its first output) are undefined where it has none. */
  readonly add: (row: OutputRow, item: string | undefined, grade: Grade | undefined) => void
  /** A row that its reader could not read. */
  readonly broken: (row: BrokenRow) => void
  /** Whether the answers show that every id is one too high. */
  readonly isShifted: () => boolean
  /** One sentence for each accident. */
  readonly found: () => string[]
}

/** Texts shorter than this come twice by chance: a letter, for instance. */
const longText = 40

/** So many models are told apart. */
const mostModels = 100

/** So many rows have to be the same before their being the same says something. */
const manyRows = 10

/** From this share on empty outputs are named. */
const notableShare = 0.05

/** An empty {@link AccidentTally}. */
export function startAccidentTally(benchmark: Benchmark): AccidentTally {
  const earlier = new Map<string, number[]>()
  const rowsOf = new Map<string, number>()
  const models = new Set<string>()
  // Epochs and models of their own may well say the same.
  const seedOf = ({ part, model }: OutputRow) =>
    (part?.index ?? 0) * mostModels + (model === undefined ? 0 : [...models].indexOf(model) + 1)
  const shift = startIdShift(benchmark)
  const taken = startTakenRows(benchmark)
  const count = { rows: 0, outputs: 0, empty: 0, same: 0, sameLong: 0 }
  let firstSame: number | undefined
  let onlyText: { readonly text: string; isOnly: boolean } | undefined
  /** Whether most items have one row, so that a second one of an item is no sample that was asked for. */
  const isOneEach = () => {
    let single = 0
    for (const rows of rowsOf.values()) if (rows === 1) single += 1
    return single * 2 > rowsOf.size
  }
  return {
    broken: taken.broken,
    isShifted: shift.isProven,
    add(row, item, grade) {
      shift.add(row, grade)
      taken.add(row, item)
      if (row.model !== undefined && models.size < mostModels) models.add(row.model)
      if (item === undefined) return
      count.rows += 1
      rowsOf.set(item, (rowsOf.get(item) ?? 0) + 1)
      count.outputs += row.outputs.length
      for (const [index, output] of row.outputs.entries()) {
        // What failed is named as that.
        if (row.failed?.indexes.includes(index)) continue
        if (output.trim() === '') count.empty += 1
        onlyText ??= { text: output, isOnly: true }
        onlyText.isOnly &&= output === onlyText.text
      }
      const print = fingerprint(row.outputs, seedOf(row))
      const prints = earlier.get(item)
      if (prints === undefined) earlier.set(item, [print])
      else if (prints.includes(print)) {
        count.same += 1
        if (row.outputs.some(({ length }) => length >= longText)) count.sameLong += 1
        firstSame ??= row.line
      } else prints.push(print)
    },
    found() {
      const { rows, outputs, empty, same, sameLong } = count
      const isTwice = sameLong > 0 || (same >= manyRows && same * 2 >= rows) || (same > 0 && isOneEach())
      const isOneText = onlyText?.isOnly === true && earlier.size >= manyRows
      const isOften = empty > 0 && empty >= notableShare * outputs
      const at = firstSame === undefined || firstSame === 0 ? '' : `, the first at line ${firstSame}`
      const names = [...models]
      const more = names.length > 3 ? ', …' : ''
      return [
        ...taken.found(),
        ...shift.found(),
        ...(isTwice ? [repeats(same, rows, at)] : []),
        ...(names.length > 1
          ? [
              `The file has rows of ${models.size} models (${names.slice(0, 3).join(', ')}${more}): they are scored together, as samples of the same items.`,
            ]
          : []),
        ...(isOneText ? [`All ${counted(outputs, 'output')} are the same text.`] : []),
        ...(isOften && !isOneText
          ? [`${grouped(empty)} of ${counted(outputs, 'output')} ${empty === 1 ? 'is' : 'are'} empty.`]
          : []),
      ]
    },
  }
}

function repeats(same: number, rows: number, at: string): string {
  const [repeat, they] =
    same === 1
      ? ['repeats an earlier row of its', 'It counts as a']
      : ['repeat an earlier row of their', 'They count as']
  return `${grouped(same)} of ${counted(rows, 'row')} ${repeat} item, output and all${at}: the same rows twice? ${they} further sample${same === 1 ? '' : 's'}; take ${same === 1 ? 'it' : 'them'} out if ${same === 1 ? 'it is' : 'they are'} none.`
}
