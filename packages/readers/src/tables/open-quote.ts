/**
 * Where in a record the cell begins whose quote is never closed; the record's own start if there is none. A quote
 * opens a cell at its start alone, and closes it only before what ends a cell.
 *
 * @param raw - the record as it stands in the table, to its end
 */
export function openQuoteIn(raw: string, delimiter: string): number {
  const isEnd = (at: number) =>
    at >= raw.length || raw[at] === delimiter || raw[at] === '\n' || raw[at] === '\r'
  let isStart = true
  for (let i = 0; i < raw.length; i += 1) {
    if (!isStart || raw[i] !== '"') {
      isStart = raw[i] === delimiter || raw[i] === '\n' || raw[i] === '\r'
      continue
    }
    const close = closingQuote(raw, i)
    if (close < 0 || (!isEnd(close + 1) && raw.slice(i, close).includes('\n'))) return i
    i = close
    isStart = false
  }
  return 0
}

/** Index of the quote that is not doubled, after the one at `open`; -1 if there is none. */
function closingQuote(raw: string, open: number): number {
  for (let i = raw.indexOf('"', open + 1); i >= 0; i = raw.indexOf('"', i + 2)) {
    if (raw[i + 1] !== '"') return i
  }
  return -1
}
