import { readFileSync } from 'node:fs'
import path from 'node:path'
import { markdownTable } from '@retable/report/markdown'
import type { Line } from './line.ts'
import { sequentialDiscordances, type SequentialRow } from './sequential-rows.ts'
import { sizes, type Truth } from './truths.ts'

/** A line with what it came to, a value for each of the sizes. */
export interface LineResult extends Omit<Line, 'at'> {
  readonly values: readonly number[]
}

/** A row with what it came to, a value for each of the discordances. */
export interface SequentialResult extends Omit<SequentialRow, 'at'> {
  readonly values: readonly number[]
}

/** One benchmark of the grid: what each rule says of it. */
export interface GridResult extends Truth {
  readonly n: number
  readonly regressed: number
  readonly noWorse: number
  readonly breach: number
  readonly pass: number
  readonly threshold: number
  readonly unpaired: number
}

/** All that a run records. */
export interface Results {
  readonly lines: readonly LineResult[]
  readonly sequential: readonly SequentialResult[]
  readonly broken: readonly { readonly points: number; readonly median: number; readonly most: number }[]
  readonly grid: readonly GridResult[]
}

/** Digits beyond the sixth are of no use. */
export const rounded = (value: number) => Number(value.toFixed(6))

/** What is recorded of a line or a row. */
export function resultOf<T extends Line | SequentialRow>(
  line: T,
  values: readonly number[],
): Omit<T, 'at'> & { readonly values: readonly number[] } {
  const described = Object.fromEntries(Object.entries(line).filter(([key]) => key !== 'at'))
  return { ...(described as unknown as Omit<T, 'at'>), values: values.map(rounded) }
}

/** The recorded results. */
export function readResults(): Results {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'results.json'), 'utf8')) as Results
}

/** Both tables of the documentation, as Markdown. */
export function tables({ lines, sequential, broken }: Results): string {
  const columns = [
    'question',
    'method',
    ...sizes.map((n) => `n = ${n.toLocaleString('en')}`),
    'promised',
    'by',
  ]
  const main = markdownTable(
    columns,
    lines.map(({ question, method, values, atMost, by }) => [
      question,
      method,
      ...values.map(percent),
      promise(atMost),
      by,
    ]),
  )
  const beside = markdownTable(
    ['one after another', ...sequentialDiscordances.map((s) => `${whole(100 * s)} % discordant`), 'promised'],
    sequential.map(({ question, unit, values, atMost }) => [
      question,
      ...values.map((value) => shown(value, unit)),
      promise(atMost),
    ]),
  )
  const stopped = broken.map(
    ({ points, median, most }) => `${points} points after ${median} items in the median (95 % by ${most})`,
  )
  return `${main}\n${beside}\nA broken model, which loses so much and wins nothing, is stopped: ${stopped.join(', ')}.\n`
}

/** Every benchmark of the grid, as Markdown. */
export function gridTable({ grid }: Results): string {
  return markdownTable(
    [
      'n',
      'discordant',
      'drop',
      'retable: regressed',
      'no worse',
      'released: breach',
      'pass',
      'threshold',
      'unpaired z',
    ],
    grid.map((row) => [
      row.n.toLocaleString('en'),
      `${whole(100 * row.discordance)} %`,
      whole(100 * row.drop),
      ...[row.regressed, row.noWorse, row.breach, row.pass, row.threshold, row.unpaired].map(percent),
    ]),
  )
}

const whole = (value: number) => value.toFixed(0)
const percent = (value: number) => `${(100 * value).toFixed(1)} %`
const promise = (atMost?: number) => (atMost === undefined ? '' : `at most ${percent(atMost)}`)

function shown(value: number, unit: SequentialRow['unit']): string {
  if (unit === 'share') return percent(value)
  return unit === 'ratio' ? value.toFixed(2) : value.toLocaleString('en')
}
