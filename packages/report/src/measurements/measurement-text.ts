import { grouped, type Measurement, type Unit } from '@retable/core'

/** A measurement's value, standard error and interval as people read them: shares in percent. */
export interface MeasurementText {
  readonly value: string
  readonly standardError: string
  readonly interval: string
}

/** Formats a measurement with two decimals; what is not defined is an empty text. */
export function measurementText(measurement: Measurement): MeasurementText {
  const { value, standardError, unit, interval } = measurement
  const isWhole = standardError === null && Number.isInteger(value)
  if (isWhole && (unit === 'count' || unit === 'characters' || unit === 'words')) {
    return { value: grouped(value) + (unit === 'count' ? '' : ` ${unit}`), standardError: '', interval: '' }
  }
  const scale = unit === 'fraction' ? 100 : 1
  const suffix = suffixes[unit] ?? ` ${unit}`
  const number = (x: number) => (x * scale).toFixed(2)
  return {
    value: Number.isNaN(value) ? '–' : number(value) + suffix,
    standardError: standardError === null ? '' : `± ${number(standardError)}`,
    interval: interval === null ? '' : `${number(interval.low)} – ${number(interval.high)}`,
  }
}

/** A coefficient, such as a kappa, and a mean of counts are numbers without a unit. */
const suffixes: Partial<Record<Unit, string>> = { fraction: ' %', percent: ' %', coefficient: '', count: '' }
