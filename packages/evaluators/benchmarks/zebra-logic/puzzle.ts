/** One value of one attribute: `['Pet', 'dog']` stands for the person who has it, and so for a house. */
export type Value = readonly [attribute: string, value: string]

/** A clue about one person and a house (counted from 1), or about where two persons live. */
export type Clue =
  | { readonly type: 'at' | 'not_at'; readonly a: Value; readonly house: number }
  | { readonly type: Relation; readonly a: Value; readonly b: Value }

/** How the houses of two persons lie: b's place as seen from a. */
export type Relation = keyof typeof stepsFrom

/** A puzzle: houses 1 to n, attributes whose n values go to one house each, and clues. */
export interface Puzzle {
  readonly houses: number
  readonly attributes: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly clues: readonly Clue[]
}

/** A solved puzzle, as answers are asked for: `{"House 1": {"Name": "Bob", ...}, ...}`. */
export type Table = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The steps from a's house to b's that a relation allows, in a row of six houses. */
export const stepsFrom = {
  same: [0],
  direct_left: [1],
  left: [1, 2, 3, 4, 5],
  right: [-1, -2, -3, -4, -5],
  beside: [-1, 1],
  one_between: [-2, 2],
  two_between: [-3, 3],
} as const satisfies Readonly<Record<string, readonly number[]>>
