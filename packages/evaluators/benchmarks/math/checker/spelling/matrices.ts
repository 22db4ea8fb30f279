import { rowEnd } from './backslashes.ts'

/** A matrix's cells as LaTeX, and what stands before it: the name it is given, a number it is multiplied by. */
export interface Matrix {
  readonly name: string | null
  readonly rows: readonly (readonly string[])[]
}

const environment = /\\begin ?\{([pbB]?matrix|smallmatrix|array)(\*?)\}/
const number = String.raw`-?(?:\d{1,9}(?:\.\d{1,9})?(?:\/\d{1,9})?|\\frac ?\{-?\d{1,9}\} ?\{-?\d{1,9}\})`
const factor = new RegExp(String.raw`^(?:(${number}|\(${number}\)|-) ?(?:\\cdot |\\times )?)?[(\[]? ?$`)
/** Letters, commands with an argument, indices, powers and an inverse: nothing that a value would have to be divided by. */
const name =
  /^(?:[a-zA-Z' ]|\\[a-zA-Z]+ ?(?:\{[\\\w ,'{}]{1,30}\})?|[_^] ?(?:\{[-\w\\ ]{1,12}\}|\w)|\([a-z](?: ?, ?[a-z])*\))+$/

/** Reads an answer that is one matrix, also behind `A =` or with a number before it; null if it is none. */
export function matrixIn(text: string): Matrix | null {
  const begin = environment.exec(text)
  if (begin === null) return null
  const last = text.lastIndexOf('=', text.lastIndexOf(String.raw`\begin`))
  const isNamed = last > 0
  const left = isNamed ? text.slice(0, text.indexOf('=')).trim() : null
  if (left !== null && !isMatrixName(left)) return null
  const rows = rowsOf(isNamed ? text.slice(last + 1).trim() : text)
  return rows === null ? null : { name: left, rows }
}

function isMatrixName(left: string): boolean {
  if (left.length > 120) return false
  if (!left.includes(String.raw`\begin`)) return name.test(left)
  // A vector of unknowns.
  const cells = rowsOf(left)?.flat()
  return cells?.every((cell) => /^[a-zA-Z](?:_\{?\w\}?)?$/.test(cell.trim())) === true
}

function rowsOf(text: string): readonly (readonly string[])[] | null {
  const begin = environment.exec(text)
  if (begin === null) return null
  const before = factor.exec(text.slice(0, begin.index))
  const end = String.raw`\end{${begin[1]!}${begin[2]!}}`
  const closed = text.replaceAll(String.raw`\end {`, String.raw`\end{`)
  const inner = closed.slice(begin.index + begin[0].length)
  const at = inner.indexOf(end)
  if (before === null || at < 0 || !/^ ?[)\]]?[.\s]*$/.test(inner.slice(at + end.length))) return null
  const body = inner
    .slice(0, at)
    .replace(/^ ?\[\w\]/, '')
    .replace(/^ ?\{[lcr|@{} ]{1,40}?\}/, '')
    .replace(/\\hline(?![a-zA-Z])/g, ' ')
  if (body.includes(String.raw`\begin`)) return null
  const by = before[1]
  const times = (cell: string) =>
    by === undefined ? cell : `${by === '-' ? '-' : `(${by})\\cdot `}(${cell})`
  return body
    .split(rowEnd)
    .filter((row) => row.trim() !== '')
    .map((row) => row.split('&').map((cell) => times(cell.trim())))
}
