/** A number as Python prints it with format ".5g": five significant digits, halves to even, no idle zeros. */
export function fiveDigits(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  if (value === 0) return `${sign}0`
  // A double's own digits, all of them as far as they could decide a tie.
  const [mantissa = '', power = ''] = Math.abs(value).toExponential(100).split('e')
  const digits = mantissa.replace('.', '')
  const rest = digits.slice(5)
  const half = '5'.padEnd(rest.length, '0')
  const isOdd = Number(digits[4]) % 2 === 1
  const isUp = rest > half || (rest === half && isOdd)
  const rounded = String(Number(digits.slice(0, 5)) + (isUp ? 1 : 0))
  const exponent = Number(power) + rounded.length - 5
  const significant = rounded.slice(0, 5).replace(/0+$/, '')
  return (
    sign + (exponent < -4 || exponent >= 5 ? scientific(significant, exponent) : plain(significant, exponent))
  )
}

function scientific(digits: string, exponent: number): string {
  const mantissa = digits.length === 1 ? digits : `${digits[0]}.${digits.slice(1)}`
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function plain(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const decimals = digits.slice(exponent + 1)
  return decimals === '' ? whole : `${whole}.${decimals}`
}
