import type {
  DifferentFigure,
  JudgeLeaderboard,
  JudgementFile,
  JudgementRow,
  PublishedRow,
  ReadAsset,
  RecomputedRow,
} from '@retable/core'
import { agreesAsPrinted } from '@retable/stats/printed'
import { assets } from './assets.ts'
import { critiqueWinRate } from './critique-variant.ts'
import { agreement, consistency, firstOrder } from './pairwise-variants.ts'
import { byGroup, paperFigure3, paperTable1, readmeCritiques, readmePairwise } from './published.ts'
import { metricOf, scenarioGroups } from './scenarios.ts'

const repository = 'GAIR-NLP/auto-j at 2ae17a3'

/** Tables of the repository and the paper; of all judges in them, Auto-J's alone has released verdicts. */
export const leaderboards: readonly JudgeLeaderboard[] = [
  table({
    id: 'groups-pairwise',
    source: `${repository}, codes/leaderboard/README.md, type pairwise`,
    rows: [groupRow('Auto-J', { agreement: byGroup.agreement, consistency: byGroup.consistency })],
    measure: inBothOrders,
  }),
  table({
    id: 'groups-first-order',
    source: `${repository}, codes/leaderboard/README.md, type single`,
    rows: [groupRow('Auto-J', { first_order: byGroup.firstOrder })],
    measure: async (read) => firstOrder.measure(await shown(read), read),
  }),
  table({
    id: 'groups-critiques',
    source: `${repository}, codes/leaderboard/README.md, critique generation`,
    rows: [groupRow('Auto-J', { win_rate: byGroup.winRate })],
    measure: critiques,
  }),
  table({
    id: 'readme-pairwise',
    source: `${repository}, README.md, pairwise comparison`,
    rows: rowsOf(readmePairwise, ['agreement', 'consistency']),
    measure: inBothOrders,
  }),
  table({
    id: 'readme-critiques',
    source: `${repository}, README.md, critique generation`,
    rows: rowsOf(readmeCritiques, ['win_rate', 'tie_rate', 'lose_rate']),
    measure: critiques,
  }),
  table({
    id: 'paper-table-1',
    source: 'arXiv 2310.05470v2, Table 1',
    rows: Object.entries(paperTable1).map(([judge, printed]) => groupRow(judge, { agreement: printed })),
    measure: inBothOrders,
    whyDifferent: whyTable1Differs,
  }),
  table({
    id: 'paper-figure-3',
    source: 'arXiv 2310.05470v2, Figure 3',
    rows: rowsOf(paperFigure3, ['win_rate', 'tie_rate', 'lose_rate']),
    released: 'vs ChatGPT, by GPT-4',
    measure: critiques,
  }),
]

/** Auto-J's verdicts on Eval-P, those of both orders in one row. */
async function bothOrders(read: ReadAsset): Promise<JudgementRow[]> {
  const [own, swapped] = await Promise.all([read(assets.verdicts), read(assets.exchangedVerdicts)])
  const exchanged = outputsOf(swapped)
  return outputsOf(own).map((output, i) => ({ output, exchange_output: exchanged[i] }))
}

/**
 * The released verdicts are those of the README, which says that the extraction of verdicts was changed after the
 * paper. The cells that this explains are those where the two tables print different figures, and only if what comes
 * out is the README's.
 */
function whyTable1Differs({ metric, published, measured }: DifferentFigure): string | undefined {
  const { agreement: readme } = byGroup
  const at = [...Object.keys(scenarioGroups), 'Overall'].findIndex(
    (group) => metricOf('agreement', group) === metric,
  )
  const printed = readme.split(' ')[at]
  const inPaper = paperTable1['Auto-J']?.split(' ')[at]
  if (printed === undefined || inPaper === undefined || Number(inPaper) !== published) return undefined
  if (!agreesAsPrinted(measured, withTwoDecimals(printed))) return undefined
  return 'it is the figure of the README, whose extraction of verdicts was changed after the paper'
}

function withTwoDecimals(printed: string): string {
  return Number(printed).toFixed(2)
}

async function inBothOrders(read: ReadAsset): Promise<RecomputedRow> {
  const judged = { rows: await bothOrders(read), name: 'verdicts of both orders' }
  const scores = await Promise.all([agreement.measure(judged, read), consistency.measure(judged, read)])
  return {
    measurements: scores.flatMap(({ measurements }) => measurements),
    notes: [...new Set(scores.flatMap(({ notes }) => notes))],
  }
}

async function shown(read: ReadAsset): Promise<JudgementFile> {
  return { bytes: await read(assets.verdicts), name: assets.verdicts.name }
}

async function critiques(read: ReadAsset): Promise<RecomputedRow> {
  const file = { bytes: await read(assets.comparisons), name: assets.comparisons.name }
  return critiqueWinRate.measure(file, read)
}

interface Table {
  readonly id: string
  readonly source: string
  readonly rows: readonly PublishedRow[]
  /** The row whose judgements were released; Auto-J's if left out. */
  readonly released?: string
  /** Its figures. */
  readonly measure: (read: ReadAsset) => Promise<RecomputedRow>
  readonly whyDifferent?: JudgeLeaderboard['whyDifferent']
}

function table({ id, source, rows, released = 'Auto-J', measure, whyDifferent }: Table): JudgeLeaderboard {
  return {
    id,
    source,
    published: () => Promise.resolve(rows),
    recompute: (subject, read) => (subject === released ? measure(read) : Promise.resolve(null)),
    whyNotRecomputed: (subject) =>
      subject === 'ChatGPT (Reference)'
        ? 'it is the reference itself, set to half: there is nothing to judge'
        : 'its judgements were not released: the authors released those of Auto-J, and of its critiques by GPT-4, alone',
    ...(whyDifferent === undefined ? {} : { whyDifferent }),
  }
}

function groupRow(subject: string, figures: Readonly<Record<string, string>>): PublishedRow {
  const groups = [...Object.keys(scenarioGroups), 'Overall']
  const metrics = Object.keys(figures).flatMap((metric) => groups.map((group) => metricOf(metric, group)))
  return row(subject, metrics, Object.values(figures).join(' '))
}

function rowsOf(figures: Readonly<Record<string, string>>, metrics: readonly string[]): PublishedRow[] {
  return Object.entries(figures).map(([subject, printed]) => row(subject, metrics, printed))
}

function row(subject: string, metrics: readonly string[], printed: string): PublishedRow {
  const cells = printed.split(' ').map((value, i) => ({ metric: metrics[i]!, printed: value, scale: 100 }))
  return { subject, cells }
}

/** The verdict on each line. */
function outputsOf(bytes: Uint8Array): unknown[] {
  const lines = new TextDecoder().decode(bytes).split('\n')
  return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as JudgementRow)['output'])
}
