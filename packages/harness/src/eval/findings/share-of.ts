/** A part of all, in percent, as sentences have it. */
export function shareOf(part: number, of: number): string {
  return `${((100 * part) / of).toFixed(1)} %`
}
