import { grouped, type FlipSide, type GatedBenchmark, type GateReport } from '@retable/core'
import { pText } from '../cells/p-text.ts'
import { comparisonNotes } from '../compare/comparison-notes.ts'
import { fallenFirst } from '../compare/flips-text.ts'
import { isShare, scoreDifferenceText, scoreText } from '../compare/score-text.ts'
import type { Cell, Table } from '../tables/table.ts'
import { printableHead, printableTail } from '../text/printable.ts'
import { powerSentences } from './power-sentences.ts'
import { betSentences, sequentialSentences } from './sequential-sentences.ts'

/** Flips of each benchmark that are shown side by side. */
const mostFlips = 10

/** The verdicts as a table with their notes, and what flipped in one of its own. */
export function gateTables(report: GateReport): readonly Table[] {
  const { benchmarks } = report
  const flips = benchmarks.flatMap(({ setting, comparison }) =>
    fallenFirst(comparison.flips)
      .slice(0, mostFlips)
      .map(({ item, gold = '', baseline, candidate }): Cell[] => [
        setting,
        item,
        `${scoreText(baseline.score, comparison.bounds)} → ${scoreText(candidate.score, comparison.bounds)}`,
        printableHead(gold, 60),
        ...[baseline, candidate].map(sideText),
      ]),
  )
  const all = benchmarks.reduce((sum, { comparison }) => sum + comparison.flips.length, 0)
  return [
    verdictTable(report),
    ...(flips.length === 0
      ? []
      : [
          {
            title: `${grouped(flips.length)} of the ${grouped(all)} items that changed, those that fell the furthest first`,
            name: 'flips',
            columns: ['benchmark', 'item', 'score', 'right', 'baseline', 'candidate'].map((title) => ({
              title,
            })),
            rows: flips,
          },
        ]),
  ]
}

function verdictTable(report: GateReport): Table {
  const { benchmarks } = report
  return {
    title: headline(report),
    name: 'gate',
    columns: [
      ...['benchmark', 'tier', 'margin'].map((title) => ({ title })),
      { title: 'baseline', align: 'right' },
      { title: 'candidate', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: '90 % interval', name: 'interval' },
      { title: 'verdict' },
      { title: 'p regressed', name: 'p_regressed', align: 'right' },
      { title: 'p no worse', name: 'p_no_worse', align: 'right' },
      ...dataColumns.map((name) => ({ title: name, isDataOnly: true })),
    ],
    rows: benchmarks.map(verdictCells),
    notes: [
      ...report.reasons,
      ...sequentialSentences(report),
      ...benchmarks.flatMap((one) => benchmarkNotes(one).map((note) => `${one.setting}: ${note}`)),
      ...(report.averageP === null
        ? []
        : [`p of "the mean drop is the margin or more": ${pText(report.averageP)}`]),
      ...(report.unpaired.length > 0 ? [`only one side has: ${report.unpaired.join(', ')}`] : []),
      errorSentence(report),
    ],
  }
}

/** The answer that was found, and the end of what the model wrote. */
function sideText({ answer, text }: FlipSide): string {
  const found = answer === undefined ? '' : answer === null ? 'no answer' : printableHead(answer, 60)
  return [found, text === undefined ? '' : printableTail(text, 160)].filter((part) => part !== '').join(': ')
}

function errorSentence({ sequential }: GateReport): string {
  const kinds =
    sequential?.question === 'the full run'
      ? 'a wrong "would regress" and a wrong "would be no worse"'
      : 'a false "regressed" and a false "no worse"'
  const whenever = sequential === null ? '' : ', whenever the asking stops'
  return `each kind of error, ${kinds}, is at most 5 % over all benchmarks that weigh${whenever}`
}

/** The verdict and what becomes of it. */
export function headline({ verdict, outcome, baseline, candidate }: GateReport): string {
  const outcomes = { pass: 'passes', warn: 'passes with a warning', fail: 'fails' }
  const but = outcome === 'fail' && /no worse$/.test(verdict) ? ', but beyond a limit' : ''
  return `${verdict}${but}: the gate ${outcomes[outcome]} (${candidate} against ${baseline})`
}

const dataColumns = ['low90', 'high90', 'p_regressed_adjusted', 'p_no_worse_adjusted', 'n'] as const

function verdictCells(one: GatedBenchmark): Cell[] {
  const { setting, tier, comparison, low90, high90, verdict, p, adjusted } = one
  const { bounds, baseline, candidate, difference } = comparison
  const effect = candidate - baseline
  const shown = scoreDifferenceText({ effect, low: low90, high: high90 }, bounds)
  const data = (value: number | null) => ({ text: '', data: value })
  return [
    ...[setting, tier, marginText(one)],
    { text: scoreText(baseline, bounds), data: baseline },
    { text: scoreText(candidate, bounds), data: candidate },
    { text: Number.isNaN(effect) ? '' : shown.effect, data: effect },
    Number.isNaN(low90) ? '' : shown.interval,
    verdict,
    { text: pText(adjusted?.regressed ?? p.regressed), data: p.regressed },
    { text: pText(p.noWorse), data: p.noWorse },
    ...[low90, high90, adjusted?.regressed ?? null, adjusted?.noWorse ?? null, difference?.n ?? null].map(
      data,
    ),
  ]
}

/** `2 points`, `2 % of the baseline`. */
export function marginText({
  margin: { value, isRelative },
  comparison,
  lowerIsBetter,
}: GatedBenchmark): string {
  const direction = lowerIsBetter ? ', lower is better' : ''
  if (isRelative) return `${trimmed(100 * value)} % of the baseline${direction}`
  const points = trimmed(isShare(comparison.bounds) ? 100 * value : value)
  return `${points} ${points === '1' ? 'point' : 'points'}${direction}`
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(6)))
}

/** What has to be known of one benchmark: why nothing is concluded, what was compared, what the test can see. */
export function benchmarkNotes(one: GatedBenchmark): string[] {
  const { withheld, comparison } = one
  const known = new Set(comparison.doubts.map((doubt) => `nothing may be concluded: ${doubt}`))
  return [
    ...withheld.map((why) => `no verdict is drawn: ${why}`),
    ...comparisonNotes(comparison).filter((note) => !known.has(note)),
    ...powerSentences(one),
    ...betSentences(one),
  ]
}
