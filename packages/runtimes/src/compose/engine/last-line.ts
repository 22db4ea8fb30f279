/** The last line of a text that is not empty; undefined if there is none. */
export function lastLine(text: string): string | undefined {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .findLast((line) => line !== '')
}
