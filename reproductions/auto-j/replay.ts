import type { PaperReplay, ReadAsset, ReplayedCell } from '@retable/core'
import { figureOf, recomputedFigures } from '@retable/evaluators'

const groups = [
  'Summarization',
  'Exam Questions',
  'Code',
  'Rewriting',
  'Creative Writing',
  'Functional Writing',
  'General Communication',
  'NLP Tasks',
  'Overall',
] as const

const idOf = (group: string) => group.toLowerCase().replaceAll(' ', '-')

/** Where the printed cells of a kind stand, group by group, and which metric gives them. */
const kinds = [
  ['groups-pairwise', 'agreement', (group: string) => `leaderboard-readme/auto-j/${group}-agreement`],
  ['groups-pairwise', 'consistency', (group: string) => `leaderboard-readme/auto-j/${group}-consistency`],
  ['groups-first-order', 'first_order', (group: string) => `leaderboard-readme/auto-j/${group}`],
  ['groups-critiques', 'win_rate', (group: string) => `leaderboard-readme/auto-j-vs-chatgpt/${group}`],
  ['groups-pairwise', 'agreement', (group: string) => `table-1/auto-j/${group}`],
  ['groups-pairwise', 'agreement', (group: string) => `table-1/auto-j/${group}/human-agreement-rate`],
] as const

/** Cells of all scenarios together. */
const overall = [
  ['groups-pairwise', 'agreement', 'readme-leaderboard/auto-j/agreement'],
  ['groups-pairwise', 'consistency', 'readme-leaderboard/auto-j/consistency'],
  ['readme-critiques', 'win_rate', 'readme-leaderboard/auto-j/win'],
  ['readme-critiques', 'tie_rate', 'readme-leaderboard/auto-j/tie'],
  ['readme-critiques', 'lose_rate', 'readme-leaderboard/auto-j/lose'],
  ['readme-critiques', 'win_rate', 'figure-3/vs-chatgpt/gpt-4-judge-auto-j-wins'],
  ['readme-critiques', 'tie_rate', 'figure-3/vs-chatgpt/gpt-4-judge-tie'],
  ['readme-critiques', 'lose_rate', 'figure-3/vs-chatgpt/gpt-4-judge-auto-j-loses'],
] as const

const afterThePaper =
  'the released verdicts are those of the README, which says that its extraction of verdicts was changed after the paper'

/** Auto-J's own rows, from the verdicts that its repository released. */
export const replay: PaperReplay = {
  source: 'GAIR-NLP/auto-j at 2ae17a3, data/outputs',
  async recompute(read) {
    const valueOf = cachedValues(read)
    const cells: ReplayedCell[] = []
    const add = async (cell: string, table: string, metric: string) => {
      const isOfPaper = cell.endsWith('/human-agreement-rate')
      cells.push({
        cell,
        value: 100 * (await valueOf(table, metric)),
        from: 'outputs',
        source: `benchmark auto-j, table ${table}, ${metric}`,
        ...(isOfPaper ? { whyDifferent: afterThePaper } : {}),
      })
    }
    for (const [table, metric, cellOf] of kinds) {
      for (const group of groups) {
        await add(
          cellOf(idOf(group)),
          table,
          group === 'Overall' ? metric : `${metric}_${idOf(group).replaceAll('-', '_')}`,
        )
      }
    }
    for (const [table, metric, cell] of overall) await add(cell, table, metric)
    return cells
  },
  whyNotRecomputed: (cell) =>
    /auto-j/.test(cell)
      ? 'the outputs behind it were not released, or not in a form that gives this figure'
      : 'its judge’s outputs were not released',
}

/** A figure of Auto-J's row in a table of the benchmark, as a share; each table is worked out once. */
function cachedValues(read: ReadAsset): (table: string, metric: string) => Promise<number> {
  const tables = new Map<string, Promise<ReadonlyMap<string, number>>>()
  return async (table, metric) => {
    const row =
      tables.get(table) ?? recomputedFigures({ benchmark: 'auto-j', table, subject: 'Auto-J' }, read)
    tables.set(table, row)
    return figureOf(await row, metric)
  }
}
