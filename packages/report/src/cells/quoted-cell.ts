import { isSecondHand, quotedValue } from '@retable/core'
import { unitNotes, unitWord } from './unit-text.ts'

/** What a reported number is quoted by; what it was read from may not be known. */
export interface QuotedCell {
  readonly reported: string
  readonly unit: string
  readonly readFrom: string | undefined
}

/** A reported number with its unit, as columns show it: with † where it was read second hand. */
export function quotedText({ reported, unit, readFrom }: QuotedCell): string {
  const value = readFrom === undefined ? reported : quotedValue({ value: reported, read_from: readFrom })
  return `${value} ${unitWord(unit)}`.trim()
}

/** What the signs and units of quoted cells mean: what stands second hand, and what was noted of units. */
export function quotedNotes(cells: readonly QuotedCell[]): string[] {
  const kinds = cells.flatMap(({ readFrom }) =>
    readFrom !== undefined && isSecondHand({ read_from: readFrom }) ? [readFrom] : [],
  )
  return [
    ...(kinds.length > 0 ? [`† second hand, from: ${[...new Set(kinds)].toSorted().join(', ')}`] : []),
    ...unitNotes(cells.map(({ unit }) => unit)),
  ]
}
