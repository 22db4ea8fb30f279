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
import { counted, grouped, printable, printableJson, textTable } from '@retable/report'
import { root } from '../../root.ts'

/** Options of `retable list`. */
export interface ListRequest {
  readonly what: 'papers' | 'benchmarks' | undefined
  readonly json: boolean
}

/** Prints the papers and benchmarks; with `json` as one array, papers first. */
export async function runList({ what, json }: ListRequest): Promise<void> {
  const papers = what === 'benchmarks' ? [] : await listPapers(root)
  const loaded = what === 'papers' ? [] : await Promise.all(benchmarkIds.map(findAnyBenchmark))
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
    ...('kind' in benchmark && { judgeRules: judgesOf(benchmark).map(listedJudge) }),
    defaultVariant: benchmark.defaultVariant,
    leaderboards: benchmark.leaderboards.map(({ id }) => id),
  }))
  if (json) {
    process.stdout.write(`${printableJson([...papers, ...benchmarks])}\n`)
    return
  }
  const sections: string[] = []
  if (what !== 'benchmarks') {
    const rows = papers.map((listed) => {
      const { paper, fault, title, arxiv, cells, claims, tiers } = listed
      if (fault !== '') return [paper, '', '', '', '', '', `cannot be read: ${fault}`]
      return [
        paper,
        grouped(cells.reported),
        String(claims.stated),
        recomputedText(listed),
        lookedUpText(listed),
        tiersText(tiers),
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
      { title: 'title' },
    ] as const
    sections.push(rows.length > 0 ? textTable(columns, rows) : 'No papers yet.')
  }
  for (const listed of benchmarks) {
    const { benchmark, title, version, items, variants, defaultVariant, leaderboards } = listed
    const heading = printable(
      `${benchmark}: ${title}, version ${version}, ${items === null ? 'from judgements' : `${grouped(items)} items`}; published tables for replay: ${leaderboards.join(', ') || 'none'}`,
    )
    const rows = variants.map((variant) => [
      `  ${variant.id}${variant.id === defaultVariant ? ' *' : ''}`,
      variant.summary,
    ])
    const table = textTable([{ title: '  variant' }, { title: 'rule (* default)' }], rows)
    sections.push([heading, table, ...judgeTable(listed.judgeRules)].join('\n'))
  }
  process.stdout.write(`${sections.join('\n\n')}\n`)
}

function listedJudge(judge: Judge) {
  const { aggregation, source } = judge
  return { ...statedJudge(judge), aggregation, prompt: promptOf(judge), source }
}

/** How the judges of a benchmark are asked, and what their verdicts count. */
function judgeTable(judges: readonly StatedJudge[] = []): string[] {
  if (judges.length === 0) return []
  const rows = judges.map((judge) => [
    `  ${judge.id}`,
    askedText(judge),
    ruleText(judge.ties),
    ruleText(judge.errors),
  ])
  return [
    textTable([{ title: '  judge' }, { title: 'asked' }, { title: 'tie' }, { title: 'no verdict' }], rows),
  ]
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
