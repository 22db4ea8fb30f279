import type { PaperReplayed, Replay } from '@retable/harness/replays'
import { coloured, counted, grouped, printable } from '@retable/report'

/** What replays found, in numbers: of a published table its figures, of a paper its cells. */
export interface ReplayCounts {
  readonly exact: number
  /** Agree to {@link manyDigits} digits or more, and why no further is known. */
  readonly exactInDigits: number
  readonly explained: number
  readonly unexplained: number
  /** Cells that were looked up in another published table: those that agree with it, and those that do not. */
  readonly agrees: number
  readonly differsExplained: number
  readonly differsUnexplained: number
  /** Published rows of a table, or a paper's cells. */
  readonly notRecomputed: number
  /** Published tables that could not be had, so that nobody knows their rows. */
  readonly tablesNotHad: number
  /** Of them, those that a file is lacking for which this machine should have had. */
  readonly notHad: number
}

/** From this many significant digits on, an explained deviation is one of digits, not of the figure. */
const manyDigits = 8

/** Counts the figures of a benchmark's published tables. */
export function benchmarkCounts({ rows, notRecomputed }: Replay): ReplayCounts {
  const deviating = rows.filter(({ verdict }) => verdict === 'deviates')
  const explained = deviating.filter((row) => row.explained)
  const late = explained.filter(({ agreeingDigits }) => (agreeingDigits ?? 0) >= manyDigits)
  return {
    ...nothing,
    exact: rows.length - deviating.length,
    exactInDigits: late.length,
    explained: explained.length - late.length,
    unexplained: deviating.length - explained.length,
    notRecomputed: notRecomputed.filter(({ isWholeTable }) => isWholeTable !== true).length,
    tablesNotHad: notRecomputed.filter(({ isWholeTable }) => isWholeTable === true).length,
    notHad: notRecomputed.filter(({ pinned }) => pinned).length,
  }
}

/** Counts a paper's cells. A known difference that is gone counts as one without explanation, as in the exit code. */
export function paperCounts({ rows, notRecomputed }: PaperReplayed): ReplayCounts {
  const left = (isPinned: boolean) =>
    notRecomputed
      .filter(({ pinned }) => pinned || !isPinned)
      .reduce((sum, { cells }) => sum + cells.length, 0)
  const ours = rows.filter(({ from }) => from === 'outputs')
  const looked = rows.filter(({ from }) => from === 'leaderboard')
  const agreeing = (all: PaperReplayed['rows']) => all.filter(({ reason }) => reason === '').length
  const explained = (all: PaperReplayed['rows']) => all.filter((row) => row.explained).length
  return {
    ...nothing,
    exact: agreeing(ours),
    explained: explained(ours),
    unexplained: ours.length - agreeing(ours) - explained(ours),
    agrees: agreeing(looked),
    differsExplained: explained(looked),
    differsUnexplained: looked.length - agreeing(looked) - explained(looked),
    notRecomputed: left(false),
    notHad: left(true),
  }
}

const nothing: ReplayCounts = {
  exact: 0,
  exactInDigits: 0,
  explained: 0,
  unexplained: 0,
  agrees: 0,
  differsExplained: 0,
  differsUnexplained: 0,
  notRecomputed: 0,
  tablesNotHad: 0,
  notHad: 0,
}

/** What one name's replay found; a name that is both a benchmark and a paper has two. */
export interface NamedCounts {
  readonly name: string
  readonly kind: 'benchmark' | 'paper'
  readonly counts: ReplayCounts
}

/** The sum of several replays' counts. */
export function totalOf(all: readonly NamedCounts[]): ReplayCounts {
  const keys = Object.keys(nothing) as (keyof ReplayCounts)[]
  const sum = (key: keyof ReplayCounts) => all.reduce((total, { counts }) => total + counts[key], 0)
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as unknown as ReplayCounts
}

/** One line for a name. */
export function countsLine({ name, kind, counts }: NamedCounts): string {
  const named = coloured('bold', printable(kind === 'paper' ? `paper ${name}` : name))
  const isEmpty = Object.values(counts).every((count) => count === 0)
  return `${named}: ${isEmpty ? 'no published table of it can be recomputed yet' : countsText(kind, counts)}`
}

/** The lines that all replays end with: of benchmarks, of papers, and whether anything is left without a cause. */
export function totalText(all: readonly NamedCounts[]): string {
  const lines = (['benchmark', 'paper'] as const).flatMap((kind) => {
    const those = all.filter((each) => each.kind === kind)
    if (those.length === 0) return []
    return [
      `${coloured('bold', `total, ${counted(those.length, kind)}`)}: ${countsText(kind, totalOf(those))}`,
    ]
  })
  const { unexplained, differsUnexplained, notHad } = totalOf(all)
  const open = unexplained + differsUnexplained
  const end = [
    open === 0 ? 'no deviation without a known cause' : `${grouped(open)} without a known cause`,
    ...(notHad > 0 ? [`${grouped(notHad)} not recomputed for want of a file`] : []),
  ]
  return `${[...lines, end.join('; ')].join('\n')}\n`
}

function countsText(kind: 'benchmark' | 'paper', counts: ReplayCounts): string {
  const { exact, exactInDigits, explained, unexplained, agrees, differsExplained, differsUnexplained } =
    counts
  const recomputed = exact + exactInDigits + explained + unexplained
  const differing = differsExplained + differsUnexplained
  const noun = kind === 'paper' ? 'cell' : 'figure'
  return [
    ...(recomputed > 0
      ? [
          `${counted(recomputed, noun)} recomputed: ${[
            `${grouped(exact)} exact as printed`,
            ...(exactInDigits > 0
              ? [`${grouped(exactInDigits)} to ${manyDigits} digits or more, explained`]
              : []),
            ...deviationTexts(explained, unexplained, ['deviates', 'deviate']),
          ].join(', ')}`,
        ]
      : [`no ${noun} recomputed`]),
    ...(agrees + differing > 0
      ? [
          `${counted(agrees + differing, noun)} looked up: ${[
            `${grouped(agrees)} ${agrees === 1 ? 'agrees' : 'agree'}`,
            ...deviationTexts(differsExplained, differsUnexplained, ['differs', 'differ']),
          ].join(', ')}`,
        ]
      : []),
    ...(counts.tablesNotHad > 0 ? [`${counted(counts.tablesNotHad, 'table')} not to be had`] : []),
    kind === 'paper'
      ? `${grouped(counts.notRecomputed)} not recomputed`
      : `${counted(counts.notRecomputed, 'published row')} not recomputed`,
  ].join('; ')
}

function deviationTexts(
  explained: number,
  unexplained: number,
  [one, several]: readonly [string, string],
): string[] {
  const word = (count: number) => `${grouped(count)} ${count === 1 ? one : several}`
  return [
    ...(explained > 0 ? [`${word(explained)}, explained`] : []),
    ...(unexplained > 0 ? [`${word(unexplained)} without a known cause`] : []),
  ]
}
