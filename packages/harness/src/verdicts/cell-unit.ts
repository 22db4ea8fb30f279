/** What a unit of a reported cell means. */
export type CellUnit =
  /** A share of items; `whole` is what all of them are: 100 in per cent, 200 in `of 200`. */
  | { readonly kind: 'share'; readonly whole: number }
  /** A difference of two shares in per cent. */
  | { readonly kind: 'percentage points' }
  | { readonly kind: 'rating'; readonly most: number }
  | { readonly kind: 'length'; readonly of: 'characters' | 'words' }
  /** A number of things, printed in units of so many. */
  | { readonly kind: 'count'; readonly of: string; readonly each: number }
  /** Nothing stands beside the number: a coefficient, a rating or a count. */
  | { readonly kind: 'bare' }

/** A spelling with what it means. */
export interface SpelledUnit {
  readonly unit: CellUnit
  /** Items that the spelling itself prints, as in `of 200`. */
  readonly n?: number
  /** Set where whoever read the paper inferred the unit. */
  readonly assumption?: string
}

const counted = (of: string, each = 1): SpelledUnit => ({ unit: { kind: 'count', of, each } })
const rating = (most: number): SpelledUnit => ({ unit: { kind: 'rating', most } })
const length = (of: 'characters' | 'words'): SpelledUnit => ({ unit: { kind: 'length', of } })
const inferredCharacters = (spelling: string): SpelledUnit => ({
  ...length('characters'),
  assumption: `the unit of the reported length ("${spelling}") is taken to be characters`,
})

const spellings: ReadonlyMap<string, SpelledUnit> = new Map([
  ['%', { unit: { kind: 'share', whole: 100 } }],
  ['points', { unit: { kind: 'percentage points' } }],
  ['score', rating(10)],
  ['of 10', rating(10)],
  ['of 5', rating(5)],
  ['characters', length('characters')],
  ['chars', length('characters')],
  ...['characters (unit inferred)', 'chars (digest says tokens; unit not stated in table)'].map(
    (spelling) => [spelling, inferredCharacters(spelling)] as const,
  ),
  ['words', length('words')],
  ['K', counted('things', 1000)],
  ...['pairs', 'examples', 'samples', 'instructions', 'iterations'].map(
    (things) => [things, counted(things)] as const,
  ),
  ['', { unit: { kind: 'bare' } }],
])

/** What a cell's unit means, by its spelling in reported.csv; undefined for one that nobody has mapped. */
export function unitOf(spelling: string): SpelledUnit | undefined {
  const known = spellings.get(spelling.trim())
  if (known !== undefined) return known
  // `of 10` and `of 5` are scales; of more than ten it is so many of so many.
  const whole = /^of ([1-9]\d{1,8})$/.exec(spelling.trim())?.[1]
  return whole === undefined ? undefined : { unit: { kind: 'share', whole: Number(whole) }, n: Number(whole) }
}
