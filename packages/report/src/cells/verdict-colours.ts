import type { Colour } from '../text/text-table.ts'

const colours: ReadonlyMap<string, Colour> = new Map([
  ...['exact', 'reproduced', 'supported', 'seen in this seed'].map((word) => [word, 'green'] as const),
  ...['deviates', 'differs from it', 'contradicted', 'reversed in this seed'].map(
    (word) => [word, 'red'] as const,
  ),
  ...[
    ...['deviates, explained', 'differs from it, explained', 'inconclusive'],
    ...['not supported', 'not seen', 'too few seeds'],
  ].map((word) => [word, 'yellow'] as const),
])

/** The colour of a verdict by its word, wherever it stands; none for a word that says nothing either way. */
export function verdictColour(word: string): Colour | undefined {
  return colours.get(word)
}
