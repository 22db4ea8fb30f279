/** A stretch of a line that reads as mathematics, with where it ends. */
export interface Run {
  readonly start: number
  readonly end: number
  readonly text: string
}

const token =
  /\\(?:text|mathrm|mbox|textbf|textrm|operatorname|mathbf) ?\{[^{}]*\}|\\(?:begin|end) ?\{[a-zA-Z*]{1,20}\}|\\[a-zA-Z]+(?: ?\{[a-zA-Z]{1,4}\})?|\\[^a-zA-Z\s]|\\ |[\d.]*\d|(?:arc)?(?:sin|cos|tan)(?![a-zA-Z])|(?:sqrt|ln|log|pi|cot|sec|csc)(?![a-zA-Z])|(?<![a-zA-Z'’])[a-zA-Z](?![a-zA-Z])|(?<=[a-zA-Z)])'(?![a-zA-Z])|[-+*/^_=<>(){}[\]|!,;&%°√π∞≤≥≠±−×·÷⁰¹²³⁴-⁹⁺⁻₀-₉½¼¾⅐-⅞α-ω]|[.:](?=\S)|\s/gu

/** The stretches of a line of prose that are formulas or numbers without delimiters: "it is 2\sqrt{3} or so" has one. */
export function runsIn(line: string): readonly Run[] {
  const runs: Run[] = []
  let [start, end] = [0, 0]
  const close = () => {
    const run = trimmed(line, start, end)
    if (run !== null) runs.push(run)
  }
  for (const match of line.matchAll(token)) {
    if (match.index !== end) {
      close()
      start = match.index
    }
    end = match.index + match[0].length
  }
  close()
  return runs
}

/** Without what belongs to the words around: an article, signs without their other side, brackets without their partner. */
function trimmed(line: string, start: number, end: number): Run | null {
  const whole = line.slice(start, end)
  const isBehindWord = start > 0
  const isBeforeWord = /^\w/.test(line.slice(end, end + 1))
  let from = /^[\s,.;:!%)}\]*/=-]*/.exec(whole)![0].length
  if (isBehindWord && /^[aAI]\s/.test(whole.slice(from, from + 2))) from += 2
  // A minus that stands at its number is its sign.
  while (from > 0 && /[-(]/.test(whole[from - 1]!) && /[\d\\a-zA-Z.(]/.test(whole[from] ?? '')) from -= 1
  let text = balanced(whole.slice(from))
  for (let tries = 0; tries < 4; tries += 1) {
    const before = text
    text = text.replace(/(?:[\s,;:=+*/<>([{-]|\\ |(?<!\w)\.|(?<=\w)\.(?!\w))$/, '')
    if (isBeforeWord || text !== whole.slice(from)) text = text.replace(/\s[aAI]$/, '')
    if (text === before) break
  }
  text = text.trimEnd()
  return /[\da-zA-Z½¼¾⅐-⅞]/u.test(text)
    ? { start: start + from, end: start + from + text.length, text }
    : null
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** The text as far as its brackets close; intervals may mix round and square ones. */
function balanced(text: string): string {
  const open: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i]!
    if (unit in closing) open.push(i)
    else if (')]}'.includes(unit)) {
      const partner = open.pop()
      if (partner === undefined || (text[partner] === '{') !== (unit === '}')) return text.slice(0, i)
    }
  }
  return open.length === 0 ? text : text.slice(0, open[0])
}
