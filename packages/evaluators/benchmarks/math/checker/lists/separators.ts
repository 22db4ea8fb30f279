/** What a comma right between digits means where it may be either: "70,110". */
export type CommaReading = 'thousands' | 'list'

/** Groups of three digits, with a comma right before each. */
const grouped = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g

/** The same with a comma and a blank behind: a part of a list whose own separators have a blank. */
const groupedPart = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)/g

/**
 * A text without the separators of thousands. "58,500" is a number where it stands alone, and in a list whose own commas
 * have blanks ("10,000, 20,000"); in brackets without such a blank a comma parts a tuple. In the reading as a list only
 * what can be no list loses its commas: no member begins with a 0 ("10,000").
 */
export function withoutSeparators(text: string, commas: CommaReading): string {
  if (!/\d[, ]\d{3}/.test(text)) return text
  const hasBlanks = /, /.test(text)
  if (/[([]/.test(text) || text.includes(String.raw`\{`)) {
    return hasBlanks && commas === 'thousands' ? text.replace(groupedPart, withoutCommas) : text
  }
  return text
    .replace(hasBlanks ? groupedPart : grouped, (number) => {
      return commas === 'thousands' || /,0/.test(number) ? withoutCommas(number) : number
    })
    .replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,])/g, (number) => number.replaceAll(' ', ''))
}

function withoutCommas(number: string): string {
  return number.replaceAll(',', '')
}

/**
 * A list's commas with a blank behind each, those inside brackets with none; so that one list has one spelling, which
 * says nothing of thousands.
 */
export function withListBlanks(text: string): string {
  if (!text.includes(',') || /\d,\d{3}(?!\d)/.test(text)) return text
  const depths: number[] = []
  let depth = 0
  for (const unit of text) {
    if ('({['.includes(unit)) depth += 1
    else if (')}]'.includes(unit)) depth -= 1
    if (unit === ',') depths.push(depth)
  }
  let at = 0
  const short = text.replace(/ ?, ?/g, () => (depths[at++]! > 0 ? ',' : ', '))
  return /\d,\d{3}(?!\d)/.test(short) ? text.replace(/ ?, ?/g, ', ') : short
}

/** Where the question says how many values it asks for, its answers' commas are no matter of doubt. */
const several = /separated by (?:a )?commas?|comma-separated/i
const manyThings =
  /\b(?:find|list|enter|give|state|name|determine|compute) (?:\w+ )?all\b|\ball (?:the )?(?:[a-z]+ ){0,3}(?:solutions|roots|zeros|values)\b|what are (?:all )?the\b/i
const oneThing = /\bhow (?:many|much)\b|\b(?:number|sum|product|total) of\b|\bin how many ways\b/i

/** Whether a question asks for several values or for one number; null where it does not say so. */
export function asksFor(question: string): 'several' | 'one' | null {
  if (several.test(question)) return 'several'
  const [asksOne, asksMany] = [oneThing.test(question), manyThings.test(question)]
  if (asksOne === asksMany) return null
  return asksOne ? 'one' : 'several'
}

/**
 * A gold or an answer, with the commas between its digits as the question has them: for several values with a blank
 * behind, for one number none.
 */
export function withCommasOf(text: string, asked: 'several' | 'one' | null): string {
  if (asked === null || !/^\s*(?:\\?\$)?\d{1,3}(?:,\d{3})+\s*\.?\s*$/.test(text)) return text
  if (asked === 'one') return text.replaceAll(',', '')
  return /,0|\$/.test(text) ? text : text.replaceAll(',', ', ')
}
