import type { JudgedCell, PaperVerdicts } from '@retable/core'
import { cellWord } from '../cells/cell-word.ts'

/** How often each word occurs, in the order of {@link wordOrder}, others behind. */
export type WordCounts = Readonly<Record<string, number>>

/** What holds, what does not, what is not known. */
const wordOrder: readonly string[] = [
  ...['exact', 'agrees with the leaderboard', 'reproduced', 'supported', 'seen in this seed'],
  ...['deviates', 'differs from it', 'contradicted', 'reversed in this seed'],
  ...['deviates, explained', 'differs from it, explained'],
  ...[
    'inconclusive',
    'not supported',
    'not seen',
    'too few seeds',
    'not comparable',
    'not tested',
    'underpowered',
  ],
]

/** Counts words; whatever words there are. */
export function wordCounts(words: readonly string[]): WordCounts {
  const place = (word: string) => (wordOrder.indexOf(word) + wordOrder.length + 1) % (wordOrder.length + 1)
  const found = [...Map.groupBy(words, (word) => word)]
  return Object.fromEntries(
    found
      .toSorted(([one], [other]) => place(one) - place(other))
      .map(([word, those]) => [word, those.length]),
  )
}

/** Whether a cell was looked up in another published table, which recomputes nothing. */
export function isLookedUp({ verdict }: JudgedCell): boolean {
  return verdict === 'agrees with the leaderboard' || verdict === 'differs from it'
}

/** Whether a word says that a cell is not as printed. */
export function isOff(word: string): boolean {
  return /^(deviates|differs)/.test(word)
}

/** A count of words as text: "3 supported; 1 not tested". */
export function countsText(counts: WordCounts): string {
  return Object.entries(counts)
    .map(([word, count]) => `${count} ${count === 1 ? word : (severals.get(word) ?? word)}`)
    .join('; ')
}

/** Words of cells that were looked up, in short, where it is said that they were. */
export function withoutTable(counts: string): string {
  return counts.replaceAll(' with the leaderboard', '').replaceAll(' from it', '')
}

const severals: ReadonlyMap<string, string> = new Map([
  ['agrees with the leaderboard', 'agree with the leaderboard'],
  ['deviates', 'deviate'],
  ['deviates, explained', 'deviate, explained'],
  ['differs from it', 'differ from it'],
  ['differs from it, explained', 'differ from it, explained'],
])

function sumOf(counts: WordCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** What is counted of claims: the paper's, and behind them those that the project adds: `12 and 1 of our own`. */
export function withOwn(counts: string, own: number): string {
  return own === 0 ? counts : `${counts} and ${own} of our own`
}

/** The same of their verdicts: `4 supported; 2 not tested, and 1 of our own (supported)`. */
export function withOwnVerdicts(counts: string, own: WordCounts): string {
  const sum = sumOf(own)
  return sum === 0
    ? counts
    : `${counts}, and ${sum} of our own (${countsText(own).replace(/^1 (?!.*;)/, '')})`
}

/** What the recorded runs of one tier say. */
export interface TierCounts {
  readonly tier: string
  /** How many trainings its claims rest on; 0 where it has none. */
  readonly seeds: number
  readonly claims: WordCounts
  /** The same of claims that the project adds to the paper's. */
  readonly ownClaims: WordCounts
  readonly cells: WordCounts
}

/** A paper's recorded runs, tier by tier. */
export function tierCounts({ claims, measured }: PaperVerdicts): readonly TierCounts[] {
  const recorded = claims.flatMap(({ isOwn, recorded }) => recorded.map((each) => ({ ...each, isOwn })))
  const tiers = [...new Set([...recorded, ...measured].map(({ tier }) => tier))]
  return tiers.map((tier) => {
    const ofTier = recorded.filter((each) => each.tier === tier)
    return {
      tier,
      seeds: Math.max(0, ...ofTier.map(({ seeds }) => seeds)),
      claims: wordCounts(ofTier.filter(({ isOwn }) => !isOwn).map(({ verdict }) => verdict)),
      ownClaims: wordCounts(ofTier.filter(({ isOwn }) => isOwn).map(({ verdict }) => verdict)),
      cells: wordCounts(measured.filter((cell) => cell.tier === tier).map(cellWord)),
    }
  })
}
