import type { Judge } from '@retable/core'
import {
  askedText,
  benchmarkIds,
  findAnyBenchmark,
  judgesOf,
  promptOf,
  ruleText,
  statedJudge,
  type StatedJudge,
} from '@retable/harness/benchmarks'
import { listPapers, type ListedPaper } from '@retable/harness/papers'
import {
  counted,
  grouped,
  orNone,
  printable,
  printableJson,
  renderTables,
  tableText,
  type Cell,
  type Table,
  type TableForm,
} from '@retable/report'
import { withOwn, withOwnVerdicts, wordCounts } from '@retable/report/verdicts'
import { root } from '../../root.ts'
import { waysOf, waysTable, type ListedWay } from '../judge/ways-table.ts'

/** Options of `retable list`. */
export interface ListRequest {
  readonly what: 'papers' | 'benchmarks' | undefined
  readonly json: boolean
  readonly to?: TableForm | undefined
}

/** Prints the papers and benchmarks; with `json` as one array, papers first. */
export async function runList({ what, json, to }: ListRequest): Promise<void> {
  const papers = what === 'benchmarks' ? [] : await listPapers(root)
  const loaded = what === 'papers' ? [] : await Promise.all(benchmarkIds.map(findAnyBenchmark))
  const ways = new Map<string, readonly ListedWay[]>()
  for (const each of loaded) if ('kind' in each) ways.set(each.id, await waysOf(each))
  const benchmarks = loaded.map((benchmark) => ({
    benchmark: benchmark.id,
    version: benchmark.version,
    title: benchmark.title,
    citation: benchmark.citation,
    // Of judgements the file itself says which items it holds.
    items: 'kind' in benchmark ? null : benchmark.splits.test.size,
    variants: benchmark.variants.map((variant) => {
      const { id, version, summary, source } = variant
      if (!('measure' in variant)) return { id, version, summary, source }
      return { id, version, summary, source, judges: (variant.judges ?? []).map((judge) => judge.id) }
    }),
    ...('kind' in benchmark && {
      judgeRules: judgesOf(benchmark).map(listedJudge),
      ways: ways.get(benchmark.id) ?? [],
    }),
    defaultVariant: benchmark.defaultVariant,
    leaderboards: benchmark.leaderboards.map(({ id }) => id),
  }))
  if (json) {
    process.stdout.write(`${printableJson([...papers, ...benchmarks])}\n`)
    return
  }
  const shelf = what === 'benchmarks' ? [] : [papersTable(papers)]
  if (to !== undefined) {
    process.stdout.write(
      await renderTables(
        [
          ...shelf,
          ...benchmarks.map(variantsTable),
          ...benchmarks.flatMap(judgesTable),
          ...benchmarks.flatMap(askedTable),
        ],
        to,
      ),
    )
    return
  }
  const sections = [
    ...shelf.map((table) => (table.rows.length > 0 ? tableText(table) : 'No papers yet.')),
    ...benchmarks.map((listed) => {
      const variants = variantsTable(listed)
      const tables = [variants, ...judgesTable(listed), ...askedTable(listed)]
      return [
        printable(variants.title),
        ...tables.map((table) => tableText(table, { isIndented: true })),
      ].join('\n')
    }),
  ]
  process.stdout.write(`${sections.join('\n\n')}\n`)
}

function papersTable(papers: readonly ListedPaper[]): Table {
  const rows = papers.map((listed): Cell[] => {
    const { paper, fault, title, arxiv, cells, claims, tiers } = listed
    if (fault !== '') return [paper, '', '', '', '', '', '', `cannot be read: ${fault}`]
    return [
      paper,
      { text: grouped(cells.reported), data: cells.reported },
      { text: withOwn(String(claims.stated), claims.own.stated), data: claims.stated },
      orNone(recomputedText(listed)),
      orNone(lookedUpText(listed)),
      tiersText(tiers),
      runText(claims),
      `${title}, arXiv ${arxiv}`,
    ]
  })
  const columns = [
    { title: 'paper' },
    { title: 'cells', align: 'right' },
    { title: 'claims', align: 'right' },
    { title: 'recomputed' },
    { title: 'looked up' },
    { title: 'tiers that run' },
    { title: 'claims over recorded seeds' },
    { title: 'title' },
  ] as const
  return { title: 'Papers', columns, rows }
}

/** What recorded runs say of a paper's claims. */
function runText({ seeds, own, supported, contradicted, notSupported }: ListedPaper['claims']): Cell {
  if (seeds === 0) return orNone('')
  const counts = Object.entries({ supported, contradicted, 'not supported': notSupported })
  const words = counts.filter(([, count]) => count > 0).map(([word, count]) => `${count} ${word}`)
  const ofPaper = words.join(', ') || 'none tested'
  return `${seeds} seeds: ${withOwnVerdicts(ofPaper, wordCounts(own.verdicts))}`
}

/** What of a listed benchmark stands in its tables. */
interface TabledBenchmark {
  readonly benchmark: string
  readonly title: string
  readonly version: string
  readonly items: number | null
  readonly variants: readonly { readonly id: string; readonly summary: string }[]
  readonly defaultVariant: string
  readonly leaderboards: readonly string[]
  readonly judgeRules?: readonly StatedJudge[]
  readonly ways?: readonly ListedWay[]
}

function variantsTable(listed: TabledBenchmark): Table {
  const { benchmark, title, version, items, variants, defaultVariant, leaderboards } = listed
  return {
    title: `${benchmark}: ${title}, version ${version}, ${items === null ? 'from judgements' : `${grouped(items)} items`}; published tables for replay: ${leaderboards.join(', ') || 'none'}`,
    name: benchmark,
    columns: [
      { title: 'variant' },
      { title: 'rule (* default)', name: 'rule' },
      { title: 'default', isDataOnly: true },
    ],
    rows: variants.map(({ id, summary }) => [
      { text: `${id}${id === defaultVariant ? ' *' : ''}`, data: id },
      summary,
      id === defaultVariant ? 'yes' : '',
    ]),
  }
}

function listedJudge(judge: Judge) {
  const { aggregation, source } = judge
  return { ...statedJudge(judge), aggregation, prompt: promptOf(judge), source }
}

/** How the judges of a benchmark are asked, and what their verdicts count. */
function judgesTable({ benchmark, judgeRules: judges = [] }: TabledBenchmark): Table[] {
  if (judges.length === 0) return []
  return [
    {
      title: `${benchmark}: judges`,
      columns: [{ title: 'judge' }, { title: 'asked' }, { title: 'tie' }, { title: 'no verdict' }],
      rows: judges.map((judge) => [judge.id, askedText(judge), ruleText(judge.ties), ruleText(judge.errors)]),
    },
  ]
}

function askedTable({ benchmark, ways = [] }: TabledBenchmark): Table[] {
  return ways.length === 0 ? [] : [waysTable(benchmark, ways)]
}

/** A tier without recipe is no tier that this machine lacks something for. */
function tiersText(tiers: ListedPaper['tiers']): string {
  const running = tiers.flatMap(({ tier, available }) => (available ? tier : []))
  if (running.length > 0) return running.join(', ')
  return tiers.every(({ reason }) => reason === 'no recipe yet') ? 'no recipe yet' : 'none'
}

/** Cells that are recomputed from released outputs, and how many of them come out as something else. */
function recomputedText({ replay, replayed }: ListedPaper): string {
  if (!replay) return ''
  const { exact, deviates, agreesWithLeaderboard, differsFromLeaderboard } = replayed
  if (exact + deviates + agreesWithLeaderboard + differsFromLeaderboard === 0) return 'not recorded'
  return countText(exact, deviates, ['deviates', 'deviate'])
}

/** Cells that another published table has too: nothing is recomputed there. */
function lookedUpText({ replayed: { agreesWithLeaderboard, differsFromLeaderboard } }: ListedPaper): string {
  return countText(agreesWithLeaderboard, differsFromLeaderboard, ['differs', 'differ'])
}

function countText(agreeing: number, other: number, [one, several]: readonly [string, string]): string {
  if (agreeing + other === 0) return ''
  const cells = counted(agreeing + other, 'cell')
  return other === 0 ? cells : `${cells}, ${other} ${other === 1 ? one : several}`
}
