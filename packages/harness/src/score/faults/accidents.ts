import { counted, grouped, type Benchmark, type Grade, type OutputRow } from '@retable/core'
import { fingerprint } from './fingerprint.ts'
import { startIdShift } from './id-shift.ts'

/** Watches rows for what looks like an accident in making the file. */
export interface AccidentTally {
  /** A row of outputs; `item` and `grade` (of its first output) are undefined where it has none. */
  readonly add: (row: OutputRow, item: string | undefined, grade: Grade | undefined) => void
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
  const models = new Set<string>()
  // Epochs and models of their own may well say the same.
  const seedOf = ({ part, model }: OutputRow) =>
    (part?.index ?? 0) * mostModels + (model === undefined ? 0 : [...models].indexOf(model) + 1)
  const shift = startIdShift(benchmark)
  const count = { rows: 0, outputs: 0, empty: 0, same: 0, sameLong: 0 }
  let firstSame: number | undefined
  let onlyText: { readonly text: string; isOnly: boolean } | undefined
  return {
    add(row, item, grade) {
      shift.add(row, grade)
      if (row.model !== undefined && models.size < mostModels) models.add(row.model)
      if (item === undefined) return
      count.rows += 1
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
      const isTwice = sameLong > 0 || (same >= manyRows && same * 2 >= rows)
      const isOneText = onlyText?.isOnly === true && earlier.size >= manyRows
      const isOften = empty > 0 && empty >= notableShare * outputs
      const at = firstSame === undefined || firstSame === 0 ? '' : `, the first at line ${firstSame}`
      const names = [...models]
      const more = names.length > 3 ? ', …' : ''
      return [
        ...shift.found(),
        ...(isTwice
          ? [
              `${grouped(same)} of ${counted(rows, 'row')} repeat an earlier row of their item, output and all${at}: the same rows twice? They count as further samples.`,
            ]
          : []),
        ...(names.length > 1
          ? [
              `The file has rows of ${models.size} models (${names.slice(0, 3).join(', ')}${more}): they are scored together, as samples of the same items.`,
            ]
          : []),
        ...(isOneText ? [`All ${counted(outputs, 'output')} are the same text.`] : []),
        ...(isOften && !isOneText ? [`${grouped(empty)} of ${counted(outputs, 'output')} are empty.`] : []),
      ]
    },
  }
}
