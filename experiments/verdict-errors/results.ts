import { readFileSync } from 'node:fs'
import path from 'node:path'
import { markdownTable } from '@retable/report/markdown'
import { sizes, type Line } from './line.ts'

/** A line with what it came to, a value for each of the sizes. */
export interface LineResult extends Omit<Line, 'at'> {
  readonly values: readonly number[]
}

/** What is recorded of a line: digits beyond the sixth are of no use. */
export function resultOf(line: Line, values: readonly number[]): LineResult {
  const { question, method, by, unit, atMost, atLeast } = line
  const promise = {
    ...(atMost === undefined ? {} : { atMost }),
    ...(atLeast === undefined ? {} : { atLeast }),
  }
  return { question, method, by, unit, ...promise, values: values.map((value) => Number(value.toFixed(6))) }
}

/** The recorded results. */
export function readResults(): LineResult[] {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'results.json'), 'utf8')) as LineResult[]
}

/** As a Markdown table. */
export function table(results: readonly LineResult[]): string {
  const columns = [
    'question',
    'method',
    ...sizes.map((n) => `n = ${n.toLocaleString('en')}`),
    'promised',
    'by',
  ]
  return markdownTable(
    columns,
    results.map((result) => [
      result.question,
      result.method,
      ...result.values.map((value) => shown(value, result.unit)),
      promised(result),
      result.by,
    ]),
  )
}

function shown(value: number, unit: LineResult['unit']): string {
  return unit === 'points' ? value.toFixed(1) : `${(100 * value).toFixed(1)} %`
}

function promised({ atMost, atLeast, unit }: LineResult): string {
  if (atMost !== undefined) return `at most ${shown(atMost, unit)}`
  return atLeast === undefined ? '' : `at least ${shown(atLeast, unit)}`
}
