/**
 * The text form in which PRM800K's grader compares answers: units, percent and currency signs gone, LaTeX turned into
 * plain text, mixed numbers summed, whole numbers without ".0".
 *
 * Source: Lightman et al., "Let's Verify Step by Step", arXiv 2305.20050v1; openai/prm800k at 7ecc794, grading.
 */
export function prm800kNormal(answer: string): string {
  let text = /^\\text\{(.+?)\}$/s.exec(answer)?.[1] ?? answer
  text = text.replaceAll(String.raw`\%`, '%').replaceAll(String.raw`\$`, '$')
  text = text.replaceAll('$', '').replaceAll('%', '')
  text = text.replaceAll(' or ', ' , ').replaceAll(' and ', ' , ')
  text = text.replaceAll('million', '*10^6').replaceAll('billion', '*10^9').replaceAll('trillion', '*10^12')
  for (const unit of units) text = text.replace(unit, '')
  text = text.replace(/\^ *\\circ/g, '')
  if (text.startsWith('{') && text.endsWith('}')) text = text.slice(1, -1)
  text = text.replaceAll(String.raw`,\!`, '')
  if (isWholeFloat(text)) text = String(Math.round(Number(text)))
  if (text.includes('\\')) text = plainText(text)
  text = text
    .replace(/- */g, '-')
    .replace(/(\d) +(?=\d)/g, '$1+')
    .replaceAll(' ', '')
  text = text.replaceAll('{', '').replaceAll('}', '').toLowerCase()
  return isWhole(text) ? String(Math.trunc(Number(text.replaceAll(',', '')))) : text
}

/** Whether a text is a whole number, with or without separators. */
export function isWhole(text: string): boolean {
  const plain = withoutSeparators(text)
  return isWholeFloat(plain)
}

const units: readonly RegExp[] = [
  ...['degree', 'cm', 'centimeter', 'meter', 'mile', 'second', 'minute', 'hour', 'day', 'week', 'month'],
  ...['year', 'foot', 'feet', 'inch', 'yard'],
].map((unit) => new RegExp(`${unit}(?:es)?s? *(?:\\^[0-9]+)?`, 'g'))

function isWholeFloat(text: string): boolean {
  if (!/^\s*[-+]?(\d+(?:\.\d*)?|\.\d+)(e[-+]?\d+)?\s*$/i.test(text)) return false
  const value = Number(text)
  return Number.isSafeInteger(Math.round(value)) && Math.abs(value - Math.round(value)) <= 1e-7
}

/** "1,234" without its commas; a list of other numbers keeps them. */
export function withoutSeparators(text: string): string {
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
}

const symbols: readonly (readonly [RegExp, string])[] = [
  [/\\pi(?![a-zA-Z])/g, 'pi'],
  [/\\infty(?![a-zA-Z])/g, 'inf'],
  [/\\cup(?![a-zA-Z])/g, 'U'],
  [/\\(?:cdot|times)(?![a-zA-Z])/g, '*'],
  [/\\(?:left|right|displaystyle|[,;:!])/g, ''],
  [/\\[ ~]/g, ' '],
]

/** LaTeX as plain text: fractions with a slash, roots as sqrt(...), other commands by their names or not at all. */
function plainText(latex: string): string {
  let text = latex
    .replaceAll(String.raw`\tfrac`, String.raw`\frac`)
    .replaceAll(String.raw`\dfrac`, String.raw`\frac`)
  text = text.replaceAll(String.raw`\frac`, String.raw` \frac`)
  for (const [from, to] of symbols) text = text.replace(from, to)
  // Innermost first; each pass takes away one level, and deep nests stay as they are.
  for (let pass = 0; pass < 10; pass += 1) {
    const before = text
    text = text
      .replace(/\\frac *(?:\{([^{}]*)\}|(\d)) *(?:\{([^{}]*)\}|(\d))/g, '$1$2/$3$4')
      .replace(/\\sqrt *\[([^[\]{}]*)\] *(?:\{([^{}]*)\}|(\w))/g, 'sqrt[$1]($2$3)')
      .replace(/\\sqrt *(?:\{([^{}]*)\}|(\w))/g, 'sqrt($1$2)')
      .replace(/\\(?:text|boxed|mbox|mathrm|textbf|mathbf|textnormal) *\{([^{}]*)\}/g, '$1')
    if (text === before) break
  }
  return text
    .replace(/\\([a-zA-Z]+)/g, '$1')
    .replaceAll('\\', '')
    .trim()
}
