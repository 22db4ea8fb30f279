import { counted, grouped } from '@retable/core'
import { printable } from '../text/printable.ts'
import { coloured } from '../text/text-table.ts'
import { manyDigits } from './last-digits.ts'
import { totalOf, type NamedCounts, type ReplayCounts } from './replay-counts.ts'

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
  const { unexplained, differsUnexplained, unavailable } = totalOf(all)
  const open = unexplained + differsUnexplained
  const end = [
    open === 0 ? 'no deviation without a known cause' : `${grouped(open)} without a known cause`,
    ...(unavailable > 0 ? [`${grouped(unavailable)} not recomputed for want of a file`] : []),
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
