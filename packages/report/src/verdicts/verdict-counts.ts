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

/** What the recorded runs of one tier say. */
export interface TierCounts {
  readonly tier: string
  /** How many trainings its claims rest on; 0 where it has none. */
  readonly seeds: number
  readonly claims: WordCounts
  readonly cells: WordCounts
}

/** A paper's recorded runs, tier by tier. */
export function tierCounts({ claims, measured }: PaperVerdicts): readonly TierCounts[] {
  const recorded = claims.flatMap((claim) => claim.recorded)
  const tiers = [...new Set([...recorded, ...measured].map(({ tier }) => tier))]
  return tiers.map((tier) => {
    const ofTier = recorded.filter((each) => each.tier === tier)
    return {
      tier,
      seeds: Math.max(0, ...ofTier.map(({ seeds }) => seeds)),
      claims: wordCounts(ofTier.map(({ verdict }) => verdict)),
      cells: wordCounts(measured.filter((cell) => cell.tier === tier).map(cellWord)),
    }
  })
}
