import { isPlaceholder } from './placeholder.ts'

/** An answer in an output, and where the words or signs that announce it begin. */
export interface Found {
  readonly start: number
  readonly answer: string
}

const key = /["'](?:final[_ ]?)?answer["']\s{0,5}:\s{0,20}/gi
const longest = 4000

/**
 * The value of the last "answer" of a JSON object, wherever it stands in an output; null if there is none. The object need
 * not be whole: models write LaTeX into JSON with single backslashes, and are cut off.
 */
export function jsonAnswer(text: string): Found | null {
  if (!/answer["']/i.test(text)) return null
  const last = [...text.matchAll(key)].at(-1)
  if (last === undefined) return null
  const value = valueAt(text.slice(last.index + last[0].length).slice(0, longest))
  return value === null || isPlaceholder(value) ? null : { start: last.index, answer: value }
}

function valueAt(rest: string): string | null {
  const quote = rest[0]
  if (quote === '"' || quote === "'") {
    const text = /^.((?:[^"'\\\n]|\\[^\n]|(?!["'][,}\]\s]|["']$)["'])*)["']/.exec(rest)?.[1]
    return text === undefined ? null : unescaped(text).trim()
  }
  if (quote === '[') {
    const list = /^\[([^[\]{}\n]{1,300})\]/.exec(rest)?.[1]
    return list === undefined ? null : unescaped(list.replaceAll('"', '')).trim()
  }
  return /^-?[\d.][\d.,e/+-]{0,40}(?=\s*[,}\n]|\s*$)/.exec(rest)?.[0].replace(/[,.]$/, '') ?? null
}

/** Escapes of JSON, where they are no commands of LaTeX that lack a backslash. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\n(?![a-z])/g, ' ')
    .replace(/\\(["'\\/])/g, '$1')
}
