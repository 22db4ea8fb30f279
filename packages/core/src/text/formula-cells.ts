/**
 * A cell's text with an apostrophe before it where a spreadsheet would take it for a formula. A text that already looks
 * like such a one gets a further apostrophe, so that {@link restored} gives every text back. Numbers stay as they are.
 */
export function neutral(text: string): string {
  return isFormula.test(text) && !isNumber.test(text) ? `'${text}` : text
}

/** The text that {@link neutral} was given. */
export function restored(cell: string): string {
  return cell.startsWith("'") && isFormula.test(cell) ? cell.slice(1) : cell
}

/** What OWASP's page on CSV injection names, also in full width; with any number of apostrophes before it. */
const isFormula = /^'*[=+\-@\t\r\n＝＋－＠]/
const isNumber = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
