/** A unit or the name of what is counted, in one spelling. */
export interface Measured {
  readonly value: string
  readonly unit: string
}

/** Spellings of one unit a line; only these are units. */
const spellings = `
degree degrees deg
percent percentage pct
millimeter millimeters millimetre millimetres mm
centimeter centimeters centimetre centimetres cm
meter meters metre metres m
kilometer kilometers kilometre kilometres km
inch inches in
foot feet ft
yard yards yd
mile miles mi
second seconds sec secs s
minute minutes min mins
hour hours hr hrs h
day days
week weeks
month months
year years
gram grams gm g
kilogram kilograms kg
pound pounds lb lbs
ounce ounces oz
ton tons
milliliter milliliters millilitre millilitres ml
liter liters litre litres
gallon gallons
dollar dollars
cent cents
euro euros
unit units
way ways
point points
digit digits
integer integers
multiple multiples
edge edges
side sides
student students
teacher teachers
person people
child children
ticket tickets
meal meals
`

const units: ReadonlyMap<string, string> = new Map(
  spellings
    .trim()
    .split('\n')
    .flatMap((line) => line.split(' ').map((word): [string, string] => [word, line.split(' ', 1)[0]!])),
)

/** A value and the unit behind it, in `\text{...}` or in plain words; null if there is none, or one that is not known. */
export function measured(text: string): Measured | null {
  return inText(text) ?? inWords(text)
}

/** The unit that a sign before or behind a value stands for. */
export function signOf(given: string): string | null {
  if (given.includes(String.raw`\$`)) return 'dollar'
  return given.includes('%') ? 'percent' : null
}

const behind = /\\text ?\{([^{}]*)\} *(?:\^ ?\{?([23])\}?)? *(?:\/ ?\\text ?\{([^{}]*)\})?$/

function inText(text: string): Measured | null {
  const found = behind.exec(text)
  const value = found === null ? '' : text.slice(0, found.index).trim()
  if (found === null || !/[\w})!]$/.test(value)) return null
  const [, words = '', power = '', per = ''] = found
  return inUnit(value, words, power, per)
}

/** Words after a number or a closing bracket: "5 square meters". One letter is none, nor are two without a blank. */
function inWords(text: string): Measured | null {
  const found = /[a-zA-Z.\s]+(?:\^ ?\{?[23]\}?)?$/.exec(text.slice(-60))
  const value = found === null ? '' : text.slice(0, text.length - found[0].length)
  if (found === null || !/[\d})!]$/.test(value)) return null
  const [, words = '', power = ''] = /^([^^]*)(?:\^ ?\{?(\d)\}?)?$/.exec(found[0]) ?? []
  const least = words.startsWith(' ') ? 2 : 3
  const areWords = words
    .split(/[.\s]+/)
    .every((word) => word === '' || (word.length >= least && word !== 'in'))
  return areWords ? inUnit(value, words, power, '') : null
}

function inUnit(value: string, words: string, power: string, per: string): Measured | null {
  const [first = [], ...others] = `${words} per ${per}`
    .toLowerCase()
    .replace(/\bmph\b/g, 'mile per hour')
    .replaceAll('/', ' per ')
    .replace(/^\s*(square|sq|cubic)\b\.?|^\s*(square|cubic)(?=[a-z])/, '$1$2 ')
    .split(/ per /)
    .map((part) => part.split(/[.\s]+/).filter((word) => word !== ''))
  const shape = first[0] === 'square' || first[0] === 'sq' ? '2' : first[0] === 'cubic' ? '3' : ''
  const named = [shape === '' ? first : first.slice(1), ...others]
  const names = named.map((part) => part.map(nameOf))
  if (names[0]!.length === 0 || names.flat().includes(undefined)) return null
  const plain = names.map((part) => part.join(' ')).filter((part) => part !== '')
  return { value, unit: plain.join(' per ') + (power || shape) }
}

/** A word's unit; two words whose blank is lost ("childrentickets") are one unit. */
function nameOf(word: string): string | undefined {
  const known = units.get(word)
  if (known !== undefined) return known
  for (let i = 4; i <= word.length - 4; i += 1) {
    const [first, second] = [units.get(word.slice(0, i)), units.get(word.slice(i))]
    if (first !== undefined && second !== undefined) return `${first} ${second}`
  }
  return undefined
}

/** Whether two units may be the same: nobody says what a "unit" is. */
export function sameUnit(a: string, b: string): boolean {
  return a === b || /^unit\d?$/.test(a) || /^unit\d?$/.test(b)
}
