import path from 'node:path'
import { betweenMarkers } from '@retable/core/generated-file'

/** Loss and gradient norm. */
type Measure = readonly [loss: number, gradientNorm: number]

/** What `check_table` of `checks/losses.py` gives. */
export interface LossValues {
  readonly table: readonly {
    readonly objective: string
    /** Of the whole group of four, and of the short one of two. */
    readonly hand: readonly [Measure, Measure]
    /** At 4 × 1, 2 × 2 and 1 × 4. */
    readonly ours: readonly (readonly [Measure, Measure])[]
    readonly trl: readonly (Measure | null)[]
  }[]
  readonly sums: readonly {
    readonly chosen: number
    readonly rejected: number
    readonly reference: readonly [number, number]
    readonly lengths: readonly [number, number]
  }[]
  readonly weights: readonly number[]
}

export const readme = path.resolve(import.meta.dirname, '../README.md')
const splits = ['4 × 1', '2 × 2', '1 × 4']
const digits = 3

/** The README with the table of the losses in it. */
export function readmeWith({ table }: LossValues): string {
  const rows = table.flatMap(({ objective, hand, ours, trl }) => [
    ...splits.map((split, i) => row(objective, split, hand[0], ours[i]![0], trl[i]!)),
    row(objective, '2, a short group', hand[1], ours[0]![1], null),
  ])
  const head =
    '| objective | group | by hand, float64 | ours | TRL’s own |\n| --- | --- | ---: | ---: | ---: |\n'
  return betweenMarkers(
    readme,
    'losses, generated',
    `\n<!-- prettier-ignore-start -->\n${head}${rows.join('')}<!-- prettier-ignore-end -->\n\n`,
  )
}

function row(objective: string, group: string, hand: Measure, ours: Measure, trl: Measure | null): string {
  return `| ${objective} | ${group} | ${shown(hand)} | ${shown(ours)} | ${trl === null ? '' : shown(trl)} |\n`
}

function shown(measure: Measure): string {
  return measure.map((value) => value.toFixed(digits)).join(' / ')
}
