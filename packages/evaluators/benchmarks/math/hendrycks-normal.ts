/**
 * The original string form of a MATH answer, in which two answers are compared.
 *
 * Source: Hendrycks et al., arXiv 2103.03874v2; hendrycks/math at 985bdc1, math_equivalence.py.
 *
 * @param slash - what is done about one slash that no whole numbers stand around: nothing, or an exception as in
 * lm-evaluation-harness 0.4.13
 * @throws RangeError where the original raises: a `\sqrt` or `\frac` at the end, or two `\text{ `; answers are then
 * compared as they are
 */
export function hendrycksNormal(answer: string, slash: 'kept' | 'raises' = 'kept'): string {
  // Most answers are numbers and plain words, of which only spaces go.
  if (!/[\\.=/\n]/.test(answer)) return answer.includes(' ') ? answer.replaceAll(' ', '') : answer
  let text = answer
  if (text.includes('\n')) text = text.replaceAll('\n', '')
  if (text.includes('\\')) text = withoutMarkup(text)
  if (text.includes('.')) text = text.replaceAll(' .', ' 0.').replaceAll('{.', '{0.')
  if (text === '') return text
  if (text.startsWith('.')) text = `0${text}`
  if (text.includes('=')) text = withoutShortName(text)
  if (text.includes('\\sqrt')) text = withSqrtBraces(text)
  if (text.includes(' ')) text = text.replaceAll(' ', '')
  if (text.includes('\\frac')) text = withFracBraces(text)
  if (text === '0.5') return String.raw`\frac{1}{2}`
  return text.includes('/') ? slashAsFrac(text, slash) : text
}

/** Whether two answers are the same under {@link hendrycksNormal}; no answer is only the same as no answer. */
export function sameAsHendrycks(
  given: string | null,
  gold: string | null,
  slash: 'kept' | 'raises' = 'kept',
): boolean {
  if (given === null || gold === null || given === gold) return given === gold
  try {
    return hendrycksNormal(given, slash) === hendrycksNormal(gold, slash)
  } catch {
    return false
  }
}

/** Most answers have few of these, and looking is much cheaper than replacing. */
function without(text: string, part: string, by = ''): string {
  return text.includes(part) ? text.replaceAll(part, by) : text
}

function withoutMarkup(answer: string): string {
  let text = answer
  if (/\\[!\\]/.test(text)) text = text.replaceAll(String.raw`\!`, '').replaceAll('\\\\', '\\')
  if (text.includes('frac')) text = without(without(text, 'tfrac', 'frac'), 'dfrac', 'frac')
  text = without(without(text, String.raw`\left`), String.raw`\right`)
  if (!/\\[$%]|\^\{?\\circ|\\text\{ /.test(text)) return text
  text = without(without(text, String.raw`^{\circ}`), String.raw`^\circ`)
  text = without(text, String.raw`\$`)
  if (text.includes(unit)) {
    const parts = text.split(unit)
    if (parts.length !== 2) throw new RangeError('two units')
    text = parts[0]!
  }
  return without(text, String.raw`\%`)
}

/** Only with this space is text taken for a unit. */
const unit = String.raw`\text{ `

/** "x = 5" is 5, as long as at most two characters stand before the one "=". */
function withoutShortName(text: string): string {
  const at = text.indexOf('=')
  if (at < 0 || text.includes('=', at + 1) || [...text.slice(0, at)].length > 2) return text
  return text.slice(at + 1)
}

function withSqrtBraces(text: string): string {
  const [before = '', ...parts] = text.split(String.raw`\sqrt`)
  const braced = parts.map((part) => {
    const first = characterAt(part, 0)
    if (first === undefined) throw new RangeError('nothing under the root')
    return first === '{' ? part : `{${first}}${part.slice(first.length)}`
  })
  return [before, ...braced].join(String.raw`\sqrt`)
}

function withFracBraces(text: string): string {
  const [before = '', ...parts] = text.split(String.raw`\frac`)
  const braced: string[] = [before]
  for (const part of parts) {
    const first = characterAt(part, 0)
    if (first === undefined) throw new RangeError('nothing in the fraction')
    if (first === '{') {
      braced.push(part)
      continue
    }
    const second = characterAt(part, first.length)
    if (second === undefined) return text
    const rest = part.slice(first.length + second.length)
    braced.push(second === '{' ? `{${first}}{${rest}` : `{${first}}{${second}}${rest}`)
  }
  return braced.join(String.raw`\frac`)
}

function slashAsFrac(text: string, slash: 'kept' | 'raises'): string {
  const parts = /^(0|-?[1-9]\d*)\/(0|-?[1-9]\d*)$/.exec(text)
  if (parts !== null) return String.raw`\frac{${parts[1]!}}{${parts[2]!}}`
  // Python's int() takes "+1" and "01" too; both stay as they are.
  const [a = '', b = '', ...more] = text.split('/')
  const arePythonInts = [a, b].every((part) => /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(part))
  if (slash === 'raises' && more.length === 0 && !arePythonInts) throw new RangeError('no fraction')
  return text
}

function characterAt(text: string, index: number): string | undefined {
  const point = text.codePointAt(index)
  return point === undefined ? undefined : String.fromCodePoint(point)
}
