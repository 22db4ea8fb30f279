/** A number with all that may belong to it: separators, a fraction, a time, a power. */
export const numberPattern = /(?<![\w.,/^:\\_])(?:\d[\d.,:/^]*|\.\d+)/

const everyNumber = new RegExp(numberPattern.source, 'g')

/** The numbers in a text, as {@link numberIn} writes them; those that cannot be read stand as they are. */
export function numbersOf(text: string): readonly string[] {
  return [...text.matchAll(everyNumber)].flatMap(({ 0: token, index }) => {
    const tail = text.slice(index + token.length, index + token.length + 20)
    if (/^(?:st|nd|rd|th)\b/.test(tail)) return []
    const sign = /(?:^|[\s(=:\u0001])-$/.test(text.slice(Math.max(0, index - 2), index)) ? '-' : ''
    return [numberIn(sign + token, tail) ?? token]
  })
}

/**
 * A number without separators, idle zeros and sign of currency ("3,000.00" is "3000"), undefined if it is none or
 * something else: a date, a power. A full hour ("2:00 pm") is its number.
 */
export function numberIn(token: string, tail = ''): string | undefined {
  const bare = token.replace(/[.,:/^]+$/, '')
  if (/^(?:e[+-]?\d|x ?\d|_|\^|\/ ?\d)/i.test(tail)) return undefined
  const [, hour] = /^(\d{1,2}):00$/.exec(bare) ?? []
  if (hour !== undefined && /^ ?(?:[ap]\.?m\b|o'clock)/i.test(tail)) return String(Number(hour))
  const [, sign = '', whole = '', decimals = '', below] =
    /^([-+]?)(\d{1,3}(?:,\d{3})+|\d*)(?:\.(\d+))?(?:\/(\d{1,9}))?$/.exec(bare) ?? []
  if (whole === '' && decimals === '') return undefined
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0'
  const fraction = decimals.replace(/0+$/, '')
  const plain = fraction === '' ? digits : `${digits}.${fraction}`
  const value = below === undefined ? plain : quotient(plain, below)
  const [, multiplier] = /^ (hundred|thousand|million|billion)\b/i.exec(tail) ?? []
  const times = multiplier === undefined ? 0 : Math.log10(powers[multiplier.toLowerCase()]!)
  if (value === undefined) return undefined
  const scaled = times === 0 ? value : shifted(value, Math.round(times))
  return sign === '-' && scaled !== '0' ? `-${scaled}` : scaled
}

const powers: Readonly<Record<string, number>> = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9 }

function quotient(above: string, below: string): string | undefined {
  const value = Number(above) / Number(below)
  return Number.isFinite(value) ? String(value) : undefined
}

/** A decimal number times a power of ten, as text. */
function shifted(value: string, places: number): string {
  const [whole = '', decimals = ''] = value.split('.')
  const digits = whole + decimals.slice(0, places).padEnd(places, '0')
  const rest = decimals.slice(places)
  return (digits.replace(/^0+(?=\d)/, '') || '0') + (rest === '' ? '' : `.${rest}`)
}

const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const numeral = new RegExp(
  `^(?:(?:${[...tens, ...ones.toReversed(), 'hundred', 'thousand', 'million'].join('|')})\\b[- ]?(?:and (?=${[...tens, ...ones.toReversed()].join('|')}))?){1,12}`,
  'i',
)

/** The number in words at the beginning of a text ("eighteen dollars"), and how many characters it takes. */
export function spelledNumber(text: string): { readonly value: string; readonly length: number } | undefined {
  const [found] = numeral.exec(text) ?? []
  if (found === undefined) return undefined
  let [total, group] = [0, 0]
  for (const word of found.toLowerCase().split(/[- ]/)) {
    if (word === 'hundred') group = Math.max(group, 1) * 100
    else if (word === 'thousand' || word === 'million') {
      total += Math.max(group, 1) * powers[word]!
      group = 0
    } else if (tens.includes(word)) group += (tens.indexOf(word) + 2) * 10
    else if (ones.includes(word)) group += ones.indexOf(word)
  }
  return { value: String(total + group), length: found.trimEnd().length }
}
