/** Ends a matrix's row, once no backslash may be taken for the beginning of a command. */
export const rowEnd = '\u0001'

const rowEnds =
  /\\\\(?: ?\* ?)?(?: ?\[ ?-?[\d.]{1,6} ?(?:pt|ex|em|mm|cm|in|mu|px|pc) ?\])?|\\(?:cr|tabularnewline)(?![a-zA-Z])/g

/**
 * One backslash before each command, also in a text whose backslashes were doubled when it was put into another format;
 * the rows of a matrix are ended by {@link rowEnd}, whatever space LaTeX is told to leave below them.
 */
export function singleBackslashes(text: string): string {
  if (!text.includes('begin')) return text.replace(/\\{2,20}(?=\S)/g, '\\').replace(/\\\\(?=\s|$)/g, ' ')
  let matrix = text
  for (let times = 0; times < 2 && /\\\\begin/.test(matrix); times += 1) matrix = halved(matrix)
  const hasRowEnds = /\\\\|\\cr(?![a-zA-Z])/.test(matrix)
  if (hasRowEnds) return matrix.replace(rowEnds, rowEnd)
  // One of the two that end a row is lost, as where a text was taken out of JSON once too often.
  return matrix.replace(/\\(?=[\s\d-])/g, rowEnd)
}

/** Half of each run; where no run is longer than two, two that precede no command end a row. */
function halved(matrix: string): string {
  if (/\\{3}/.test(matrix)) return matrix.replace(/\\\\/g, '\\')
  return matrix.replace(/\\\\(?=[a-zA-Z{}%$,;!|])/g, '\\')
}
