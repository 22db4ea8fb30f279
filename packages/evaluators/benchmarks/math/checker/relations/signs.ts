const phrase =
  '(?:(?:or|which is) +(?:about|roughly)|(?:(?:or|which is) +)?(?:approximately|approx\\.?)(?: +equal to)?)'

/** Other spellings of relation signs, each with the one that is read. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/\\(?:leqslant|leqq|eqslantless)(?![a-zA-Z])|[⩽≦≤]/g, String.raw`\leq `],
  [/\\(?:geqslant|geqq|eqslantgtr)(?![a-zA-Z])|[⩾≧≥]/g, String.raw`\geq `],
  [
    /\\(?:doteq(?:dot)?|approxeq|simeq|fallingdotseq|risingdotseq)(?![a-zA-Z])|[≈≃≐≑≒≓]/g,
    String.raw`\approx `,
  ],
  // "or approximately 28.27", "(≈ 28.27)" behind a value.
  [
    new RegExp(String.raw`\\text ?\{ *${phrase} *\}|(?<![\\a-zA-Z]|\{ {0,3})${phrase}(?![a-zA-Z])`, 'g'),
    String.raw`\approx `,
  ],
  [/\(\s?\\approx(?![a-zA-Z])([^()]*)\)\s*$/g, String.raw`\approx $1`],
]

const others = /[⩽≦≤⩾≧≥≈≃≐≑≒≓]|\\(?:leq|geq|eqslant|doteq|approx|simeq|falling|rising)|approx|about|roughly/

/** A text with one spelling for each relation sign. */
export function plainSigns(text: string): string {
  return others.test(text) ? spellings.reduce((plain, [from, to]) => plain.replace(from, to), text) : text
}
