import type { Measurement } from '@retable/core'
import { measurementText } from './measurement-text.ts'
import { printable } from '../text/printable.ts'
import { textTable } from '../text/text-table.ts'

/** Measurements as an indented table for people. */
export function measurementTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => {
    const { value, standardError, interval } = measurementText(measurement)
    return [`  ${printable(measurement.name)}`, value, standardError, interval]
  })
  const columns = [
    { title: '  metric' },
    { title: 'value', align: 'right' },
    { title: 'std. error', align: 'right' },
    { title: '95 % interval' },
  ] as const
  return textTable(columns, rows)
}
