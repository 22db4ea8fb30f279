/** Digits in circles, brackets or raised, by where a run of them begins and the digit that it begins with. */
const runs: readonly (readonly [start: number, end: number, first: number])[] = [
  [0x2070, 0x2070, 0],
  [0x00b9, 0x00b9, 1],
  [0x00b2, 0x00b3, 2],
  [0x2074, 0x2079, 4],
  [0x2080, 0x2089, 0],
  [0x2460, 0x2468, 1],
  [0x2474, 0x247c, 1],
  [0x2488, 0x2490, 1],
]

/** The digit that a character is, in whatever script; undefined if it is none. */
export function digitOf(letter: string): number | undefined {
  const point = letter.codePointAt(0)!
  if (point >= 0x30 && point <= 0x39) return point - 0x30
  if (point < 0x80) return undefined
  if (/^\p{Nd}$/u.test(letter)) {
    // Decimal digits stand in runs of ten, each from its zero on.
    let zero = point
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1
    return (point - zero) % 10
  }
  const run = runs.find(([start, end]) => point >= start && point <= end)
  return run === undefined ? undefined : run[2] + point - run[0]
}

const fractions: Readonly<Record<string, number>> = {
  '¼': 1 / 4,
  '½': 1 / 2,
  '¾': 3 / 4,
  '⅐': 1 / 7,
  '⅑': 1 / 9,
  '⅒': 1 / 10,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
  '⅕': 1 / 5,
  '⅖': 2 / 5,
  '⅗': 3 / 5,
  '⅘': 4 / 5,
  '⅙': 1 / 6,
  '⅚': 5 / 6,
  '⅛': 1 / 8,
  '⅜': 3 / 8,
  '⅝': 5 / 8,
  '⅞': 7 / 8,
}

/** The value of one character that is a number: a digit, a vulgar fraction, a Roman or Chinese numeral. */
export function numericOf(letter: string): number | undefined {
  const point = letter.codePointAt(0) ?? 0
  if (point >= 0x2160 && point <= 0x216b) return point - 0x215f
  if (point >= 0x2170 && point <= 0x217b) return point - 0x216f
  return digitOf(letter) ?? fractions[letter] ?? chinese[letter]
}

const chinese: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'一二三四五六七八九十'].map((numeral, index) => [numeral, index + 1])),
  〇: 0,
  零: 0,
  百: 100,
  千: 1000,
}
