/** Measured − reported; null where one of them is no number. */
export function differenceOf(measured: number, reported: number): number | null {
  const difference = measured - reported
  return Number.isFinite(difference) ? difference : null
}
