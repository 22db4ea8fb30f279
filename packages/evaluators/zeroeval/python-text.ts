/** A JSON value that still knows how Python would read its numbers. */
export type PythonValue =
  string | boolean | null | PythonNumber | readonly PythonValue[] | { readonly [key: string]: PythonValue }

/** A number with its spelling in the JSON source: Python keeps 18 and 18.0 apart, JavaScript does not. */
export class PythonNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** What Python's `str()` gives for a value that `json.loads` returned. */
export function pythonText(value: PythonValue): string {
  return typeof value === 'string' ? value : pythonRepr(value)
}

/** What Python's `repr()` gives for a float: shortest digits, exponents below 1e-4 and from 1e16 on. */
export function pythonFloatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [digits = '', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? '-' : '+'
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  const sign = value < 0 ? '-' : ''
  const plain = digits.replace(/[-.]/g, '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${plain}`
  const whole = plain.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${plain.slice(exponent + 1) || '0'}`
}

function pythonRepr(value: PythonValue): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'string') return quoted(value)
  if (value instanceof PythonNumber) return numberText(value.source)
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  const entries = Object.entries(value as { readonly [key: string]: PythonValue })
  return `{${entries.map(([key, inner]) => `${quoted(key)}: ${pythonRepr(inner)}`).join(', ')}}`
}

function numberText(source: string): string {
  return /^-?\d+$/.test(source) ? BigInt(source).toString() : pythonFloatText(Number(source))
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
  return quote + escaped + quote
}
