/**
 * The string form of a MATH answer that Minerva's appendix gives.
 *
 * Source: Lewkowycz et al., "Solving Quantitative Reasoning Problems with Language Models", arXiv 2206.14858v2,
 * appendix D.1; lm-evaluation-harness at 4e7e0d4, task minerva_math, normalize_final_answer.
 */
export function minervaNormal(answer: string): string {
  let text = answer.slice(answer.lastIndexOf('=') + 1)
  for (const [from, to] of replaced) text = text.replaceAll(from, to)
  for (const gone of removed) text = text.replaceAll(gone, '')
  text = unpacked(text)
  return withoutCommas(text.replace(fraction, '$1{$2}{$3}').replace(/(sqrt)([^{])/gu, '$1{$2}'))
}

/**
 * The same as lm-evaluation-harness 0.4.13 has it: unit words go while spaces still part them, and never from inside a
 * command ("\left" keeps its "ft"); a root's degree is kept; and only commas between groups of three digits go.
 */
export function lmEvalMinervaNormal(answer: string): string {
  let text = answer.slice(answer.lastIndexOf('=') + 1)
  for (const pattern of wholeWords) text = text.replace(pattern, '')
  for (const [from, to] of replaced) text = text.replaceAll(from, to)
  for (const gone of removed) text = isWord(gone) ? withoutWord(text, gone) : text.replaceAll(gone, '')
  text = unpacked(text).replace(fraction, '$1{$2}{$3}')
  text = text.replace(/(sqrt)(\[[^[\]]*\])([\p{L}\p{N}_])/gu, '$1$2{$3}')
  return withoutSeparators(text.replace(/(sqrt)(?!\[)([^{])/gu, '$1{$2}'))
}

const fraction = /(frac)([^{])([^\n])/gu

/** Takes an answer out of its dollars, text, bold, bar and box. */
function unpacked(answer: string): string {
  let text = firstDollars(answer)
  for (const command of ['text', 'textbf', 'overline']) text = unwrapped(text, `\\${command}{`, 'shortest')
  return unwrapped(text, String.raw`\boxed{`, 'longest')
}

/** Without the commas of a text that is digits and commas only: "0,1" becomes "01". */
function withoutCommas(answer: string): string {
  const text = answer.replaceAll('$', '')
  const digits = text.replaceAll(',', '')
  return /^\p{Nd}+$/u.test(digits) ? digits : text
}

/** Without the commas of one number in groups of three digits. */
function withoutSeparators(answer: string): string {
  const text = answer.replaceAll('$', '')
  return /^-?\p{Nd}{1,3}(?:,\p{Nd}{3})+$/u.test(text) ? text.replaceAll(',', '') : text
}

function isWord(text: string): boolean {
  return /^[a-z]+$/.test(text)
}

function withoutWord(text: string, word: string): string {
  if (!text.includes(word)) return text
  return text
    .split(/(\\[a-zA-Z]+)/)
    .map((part, i) => (i % 2 === 0 ? part.replaceAll(word, '') : part))
    .join('')
}

const replaced: readonly (readonly [string, string])[] = [
  ['an ', ''],
  ['a ', ''],
  ['.$', '$'],
  [String.raw`\$`, ''],
  ['\\ ', ''],
  [' ', ''],
  ['mbox', 'text'],
  [String.raw`,\text{and}`, ','],
  [String.raw`\text{and}`, ','],
  [String.raw`\text{m}`, String.raw`\text{}`],
]

/** In this order; an earlier one can leave or break a later one ("cents" hides in "centsts"). */
const removed: readonly string[] = [
  ...'square ways integers dollars mph inches ft hours km units \\ldots sue points feet minutes digits cents'.split(
    ' ',
  ),
  ...'degrees cm gm pounds meters meals edges students childrentickets multiples'.split(' '),
  String.raw`\text{s}`,
  String.raw`\text{.}`,
  '\\text{\ns}',
  String.raw`\text{}^2`,
  String.raw`\text{}^3`,
  '\\text{\n}',
  String.raw`\text{}`,
  String.raw`\mathrm{th}`,
  String.raw`^\circ`,
  String.raw`^{\circ}`,
  String.raw`\;`,
  String.raw`,\!`,
  '{,}',
  '"',
  String.raw`\dots`,
]

const wholeWords = removed.filter(isWord).map((word) => new RegExp(`(?<!\\\\)\\b${word}\\b`, 'g'))

/** A line with two dollar signs becomes what stands between the first two, dollar signs included. */
function firstDollars(text: string): string {
  if (!text.includes('$')) return text
  const lines = text.split('\n').map((line) => {
    const start = line.indexOf('$')
    const end = start < 0 ? -1 : line.indexOf('$', start + 1)
    return end < 0 ? line : line.slice(start, end + 1)
  })
  return lines.join('\n')
}

/** Deletes a command's opening and a closing brace of the same line: the next one, or the line's last one. */
function unwrapped(text: string, opening: string, reach: 'shortest' | 'longest'): string {
  if (!text.includes(opening)) return text
  return text
    .split('\n')
    .map((line) => (reach === 'shortest' ? unwrapEach(line, opening) : unwrapFirst(line, opening)))
    .join('\n')
}

function unwrapEach(line: string, opening: string): string {
  const parts: string[] = []
  let kept = 0
  for (let at = line.indexOf(opening); at >= 0; at = line.indexOf(opening, kept)) {
    const start = at + opening.length
    const end = line.indexOf('}', start)
    if (end < 0) break
    parts.push(line.slice(kept, at), line.slice(start, end))
    kept = end + 1
  }
  return parts.join('') + line.slice(kept)
}

function unwrapFirst(line: string, opening: string): string {
  const at = line.indexOf(opening)
  const end = line.lastIndexOf('}')
  if (at < 0 || end < at + opening.length) return line
  return line.slice(0, at) + line.slice(at + opening.length, end) + line.slice(end + 1)
}
