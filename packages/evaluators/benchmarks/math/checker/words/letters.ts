/** Words that stand as an answer without a command that says so, and are no products. */
const words: ReadonlySet<string> = new Set(
  'yes no true false even odd none never always sometimes both neither all any one two three six ten dne'.split(
    ' ',
  ),
)

/** Letters that may be a product, as they stand: "zyx", "ABC"; null for one letter or two, and for a known word. */
export function bareLetters(text: string): string | null {
  return /^[a-zA-Z]{3,40}$/.test(text) && !words.has(text.toLowerCase()) ? text : null
}

/**
 * Whether two runs of letters are the same: as products, whose factors have any order and whose case counts; or as a word,
 * which may begin with a capital. A run of capitals is a figure or an arrangement ("ABC"), whose order counts.
 */
export function sameLetters(a: string, b: string): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  if ((isWord(a) || isWord(b)) && a.toLowerCase() === b.toLowerCase()) return true
  return /[a-z]/.test(a) && sorted(a) === sorted(b)
}

/** The product of the letters, as LaTeX that reads them one by one. */
export function asProduct(letters: string): string {
  return [...letters].join(' ')
}

/** "Evelyn": one capital, and a vowel among what follows. */
function isWord(letters: string): boolean {
  return /^[A-Z][a-z]+$/.test(letters) && /[aeiou]/.test(letters.slice(1))
}

function sorted(letters: string): string {
  return [...letters].toSorted().join('')
}
