import { readFileSync } from 'node:fs'
import path from 'node:path'
import { csvRows } from '../../../judgements/csv-rows.ts'
import { goldenRows, type Tally } from '../../../golden/comparison.ts'

/** A model's annotations without their texts. */
export interface Preferences {
  readonly model: string
  readonly preference: readonly (number | null)[]
  /** Instruction of each row; null where none lacks. */
  readonly index?: readonly number[] | null
  /** Code points of the baseline's outputs, null where they are the reference's, and of the model's. */
  readonly len_1?: readonly number[] | null
  readonly len_2?: readonly number[]
}
export interface Instruction {
  readonly index: number
  readonly instruction: string
  readonly reference_len_code_points: number
  readonly is_switched_seed0: boolean
}
export type Row = Readonly<Record<string, string>>

/** Those whose annotations are small enough to be at hand. */
export function ofFiftyModels(data: string): Preferences[] {
  const wanted = table(data, 'lc_expected.csv', 'model')
  return goldenRows<Preferences>(data, 'weighted_preferences.jsonl.gz').filter(({ model }) =>
    wanted.has(model),
  )
}

/** Rows of a CSV file by the value in one of its columns. */
export function table(data: string, file: string, key: string): ReadonlyMap<string, Row> {
  const rows = csvRows(readFileSync(path.join(data, file), 'utf8'))
  return new Map(rows.map((row) => [row[key] ?? '', row]))
}

/** Equal if no further apart than the tolerance; both null is equal too. */
export function within(
  tally: Tally,
  tolerance: number,
  where: string,
  published: string | number | null | undefined,
  computed: number | null,
): void {
  const theirs = published === null ? null : Number(published)
  const isNear = theirs !== null && computed !== null && Math.abs(theirs - computed) <= tolerance
  tally.add(where, theirs, isNear ? theirs : computed)
}
