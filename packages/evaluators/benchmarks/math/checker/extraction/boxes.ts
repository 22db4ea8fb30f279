import { closingBrace } from '../../boxed.ts'
import { equivalent } from '../equivalent.ts'
import { isPlaceholder } from './placeholder.ts'

/** A box in a text: what it holds, and where it begins and ends. */
interface Box {
  readonly start: number
  readonly end: number
  readonly content: string
}

/** As many boxes are read, from the last one back. */
const mostBoxes = 12

/**
 * What the last box holds; with boxes just before it that nothing but commas, "and" or "or" part from it, all of them as one
 * list, since a problem that asks for several values is answered so. Boxes that say the same are one. Null if there is
 * no box.
 */
export function lastBoxes(text: string): string | null {
  const found: string[] = []
  let next = text.length
  for (let tries = 0; tries < mostBoxes; tries += 1) {
    const box = lastBox(text, next)
    if (box === null || (found.length > 0 && !joins(text.slice(box.end, next)))) break
    if (!found.some((other) => equivalent(box.content, other))) {
      found.unshift(box.content)
    }
    next = box.start
  }
  return found.length === 0 ? null : found.join(', ')
}

/** Where the last box begins; -1 if there is none. */
export function lastBoxStart(text: string): number {
  return lastBox(text, text.length)?.start ?? -1
}

function lastBox(text: string, before: number): Box | null {
  let at = before
  for (let tries = 0; tries < mostBoxes && at > 0; tries += 1) {
    at = Math.max(text.lastIndexOf('\\boxed', at - 1), text.lastIndexOf('\\fbox', at - 1))
    if (at < 0) return null
    const box = boxAt(text, at, before)
    if (box !== null && !isPlaceholder(box.content)) return box
  }
  return null
}

function boxAt(text: string, start: number, before: number): Box | null {
  const command = text.startsWith('\\boxed', start) ? '\\boxed' : '\\fbox'
  const after = start + command.length
  const opening = /^ *\{/.exec(text.slice(after, after + 20))?.[0].length ?? 0
  if (opening === 0) return unbraced(text, start, after, before)
  const from = after + opening
  const end = closingBrace(text.slice(0, before), from)
  if (end !== null) return { start, end: end + 1, content: text.slice(from, end) }
  // A brace that is never closed, as in a cut output: the rest of its line, or of its matrix.
  const rest = text.slice(from, Math.min(before, from + 600))
  const [line = ''] = rest.split('\n', 1)
  const matrix = line.includes(String.raw`\begin`) ? /^[^]*\\end ?\{\w{1,12}\}/.exec(rest)?.[0] : undefined
  const isCut = before === text.length && line.trim() !== ''
  return isCut ? { start, end: before, content: matrix ?? withoutEnd(line.slice(0, 300)) } : null
}

/** What stands behind a box's content on its line: delimiters and dots, but no brace that the content itself has opened. */
function withoutEnd(line: string): string {
  const content = line.replace(/(?:[.$\s]|\\[)\]]){1,20}$/, '')
  const closed = content.replace(/\\[{}]/g, '').replace(/[^{}]/g, '')
  const [opening, closing] = ['{', '}'].map((brace) => closed.split(brace).length - 1)
  return closing! > opening! ? content.replace(/[} ]{1,20}$/, '') : content
}

/** "\\boxed 5": a number, a letter, or a formula up to the next dollar sign; "put it in \\boxed. Then" is prose. */
function unbraced(text: string, start: number, rest: number, before: number): Box | null {
  const found =
    /^ *(-?\d[\d,]*(?:\.\d+)?(?:\/\d+)?(?![\w^\\])|[a-zA-Z](?= *(?:$|[$\n.,]|\\[)\]]))|[^$\n]{1,100}(?=\$))/.exec(
      text.slice(rest, Math.min(before, rest + 130)),
    )
  if (found === null || !isFormula(found[1]!)) return null
  return { start, end: rest + found[0].length, content: found[1]!.replace(/,$/, '') }
}

function isFormula(content: string): boolean {
  const words =
    content.replace(/\\(?:text|mathrm|mbox) ?\{[^{}]*\}/g, ' ').match(/(?<![\\a-zA-Z])[a-zA-Z]{2,}/g) ?? []
  return words.length < 2 && /^[\w\\([+|.√-]/.test(content) && !/^\.(?!\d)/.test(content)
}

/** Whether what stands between two boxes makes them one answer: commas, "and" or "or", with blanks and dollar signs at most. */
function joins(between: string): boolean {
  if (between.length > 40) return false
  const words = between
    .replace(/\\text ?\{([^{}]*)\}/g, '$1')
    .replace(/\\q?quad|\\[\s,;:!()[\]]|[$\s]/g, '')
    .replace(/[,;]?(?:and|or),?/, ',')
  return /^[,;]$/.test(words)
}
