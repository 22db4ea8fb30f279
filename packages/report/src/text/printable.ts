/**
 * Text from a model or a file, made safe for a terminal: control characters (with them escape sequences), line
 * separators and bidirectional overrides are shown as escapes, so that no output can move the cursor, change
 * colours or reorder what stands beside it.
 */
export function printable(text: string): string {
  return text.replace(unprintable, escaped)
}

/**
 * A value as JSON on one line that is safe for a terminal too: what {@link printable} shows as an escape is one here,
 * and any JSON parser gives the value back.
 */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(unprintable, codeOf)
}

const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u061c\u200e\u200f]/g

/** The last `length` code points on one printable line, with "…" where something was cut. */
export function printableTail(text: string, length: number): string {
  const points = [...text.trimEnd().slice(-4 * length)]
  const tail = printable(points.slice(-length).join(''))
  return points.length > length || text.length > 4 * length ? `…${tail}` : tail
}

/** The first `length` code points on one printable line, with "…" where something was cut. */
export function printableHead(text: string, length: number): string {
  const points = [...text.trim().slice(0, 4 * length)]
  const head = printable(points.slice(0, length).join(''))
  return points.length > length || text.length > 4 * length ? `${head}…` : head
}

function escaped(character: string): string {
  if (character === '\n') return '⏎'
  if (character === '\t') return ' '
  return codeOf(character)
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
