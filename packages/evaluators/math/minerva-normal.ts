/**
 * The string form of a MATH answer that Minerva's appendix gives and lm-evaluation-harness uses.
 *
 * Source: Lewkowycz et al., "Solving Quantitative Reasoning Problems with Language Models", arXiv 2206.14858v2,
 * appendix D.1; lm-evaluation-harness 0.4.13, task minerva_math, normalize_final_answer.
 */
export function minervaNormal(answer: string): string {
  let text = answer.slice(answer.lastIndexOf('=') + 1)
  for (const [from, to] of replaced) text = text.replaceAll(from, to)
  for (const gone of removed) text = text.replaceAll(gone, '')
  text = firstDollars(text)
  for (const command of ['text', 'textbf', 'overline']) text = unwrapped(text, `\\${command}{`, 'shortest')
  text = unwrapped(text, String.raw`\boxed{`, 'longest')
  text = text.replace(/(frac)([^{])([^\n])/gu, '$1{$2}{$3}').replace(/(sqrt)([^{])/gu, '$1{$2}')
  text = text.replaceAll('$', '')
  const digits = text.replaceAll(',', '')
  return /^\p{Nd}+$/u.test(digits) ? digits : text
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
