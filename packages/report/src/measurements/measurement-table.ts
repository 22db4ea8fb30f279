import type { Measurement } from '@retable/core'
import type { Table } from '../tables/table.ts'
import { tableText } from '../tables/table-text.ts'
import { measurementText } from './measurement-text.ts'

/** Measurements as an indented table for people. */
export function measurementTable(measurements: readonly Measurement[]): string {
  return tableText(measurementsOf('', measurements), { isIndented: true })
}

/** Measurements as a table, one a row. In CSV each is a number in its own unit: a fraction is no percentage there. */
export function measurementsOf(title: string, measurements: readonly Measurement[]): Table {
  return {
    title,
    columns: [
      { title: 'metric' },
      { title: 'value', align: 'right' },
      { title: 'std. error', align: 'right' },
      { title: '95 % interval', isTextOnly: true },
      ...['unit', 'n', 'ci_low', 'ci_high'].map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: measurements.map((measurement) => {
      const { value, standardError, interval } = measurementText(measurement)
      const { name, unit, n } = measurement
      const [low = null, high = null] = measurement.interval === null ? [] : [measurement.interval.low, measurement.interval.high] // prettier-ignore
      return [
        name,
        { text: value, data: measurement.value },
        { text: standardError, data: measurement.standardError },
        interval,
        ...[unit, n, low, high].map((data) => ({ text: '', data })),
      ]
    }),
  }
}
