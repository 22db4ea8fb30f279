import type {
  Benchmark,
  CellMapping,
  JudgeBenchmark,
  DiffRow,
  ReportedCell,
  Reproduction,
  RunRecord,
} from '@retable/core'
import { rowOfCell } from '@retable/core'
import { findAnyBenchmark } from '../benchmarks/find-benchmark.ts'
import { HarnessError } from '../errors.ts'
import { besideReported } from '../verdicts/beside-reported.ts'
import { itemsNamedBy, namedItems, type NamedItems } from '../verdicts/reported-items.ts'
import { measuredSettings, type MeasuredSetting } from './asked-settings.ts'
import { settingsOfCell } from './cell-settings.ts'
import { compareSettings, type ComparedSettings, type MeasuredBenchmark } from './compare-settings.ts'

/** A paper beside whose cells something stands. */
export interface BesidePaper {
  readonly reproduction: Pick<Reproduction, 'paper' | 'evaluations'>
  readonly cells: readonly ReportedCell[]
  /** Only the cells of this row that its evaluations name. */
  readonly row?: string
  /** What cannot stand beside anything, and why, in sentences: cells of the row, or benchmarks that were asked. */
  readonly leftOut?: readonly string[]
}

/**
 * The paper's cells of the benchmarks that a record has results on, with the part of the benchmark that each is of.
 *
 * @param benchmarks - ids
 * @throws HarnessError `harness/nothing-reported` if there is none
 */
export async function cellsOfBenchmarks(
  { reproduction: { paper, evaluations = [] }, cells, row }: BesidePaper,
  benchmarks: readonly string[],
): Promise<readonly { readonly cell: ReportedCell; readonly named: NamedItems }[]> {
  const named = await namedItems()
  const all = cells.flatMap((cell) => {
    const part = itemsNamedBy(cell, named)
    return part === undefined ? [] : { cell, named: part }
  })
  const evaluated = new Set(evaluations.flatMap((each) => Object.keys(each.cells)))
  const isWanted = ({ cell }: ReportedCell) =>
    row === undefined || (rowOfCell(cell) === row && evaluated.has(cell))
  const found = all.filter((each) => benchmarks.includes(each.named.benchmark) && isWanted(each.cell))
  if (found.length > 0) return found
  const known = [...new Set(all.map((each) => each.named.benchmark))].join(', ') || 'no benchmark here'
  throw new HarnessError(
    'harness/nothing-reported',
    `${paper.id} reports nothing that is told to be of ${benchmarks.join(', ')}; it has cells of ${known}`,
  )
}

/**
 * Sets an evaluation or a scoring beside the cells that a paper reports on its benchmarks. A verdict says that this model
 * scores as the row did, not that it is that row's model. Of several settings on one benchmark, the one that differs least
 * from how a cell was measured stands beside it.
 *
 * @throws HarnessError `harness/nothing-reported`, `harness/no-diff`
 */
export async function besidePaper(
  record: Omit<RunRecord, 'facts'>,
  paper: BesidePaper,
): Promise<readonly DiffRow[]> {
  const settings = measuredSettings(record)
  const ids = [...new Set(settings.flatMap(({ result }) => result.benchmark?.id ?? []))]
  const cells = await cellsOfBenchmarks(paper, ids)
  const benchmarks = new Map<string, Benchmark | JudgeBenchmark>()
  for (const id of new Set(cells.map(({ named }) => named.benchmark))) {
    benchmarks.set(id, await findAnyBenchmark(id))
  }
  const { evaluations = [] } = paper.reproduction
  return cells.flatMap(({ cell, named }) => {
    const benchmark = benchmarks.get(named.benchmark)!
    const how = settingsOfCell(
      cell,
      evaluations,
      'kind' in benchmark ? { metric: cell.metric, ...named } : named,
    )
    const best = settings
      .filter(({ result }) => result.benchmark?.id === named.benchmark)
      .map((setting) => ({ setting, compared: compareSettings(setting, how, measuredOf(benchmark, named)) }))
      .toSorted((a, b) => distance(a.compared) - distance(b.compared))[0]
    return best === undefined ? [] : rowsOf(cell, named, best)
  })
}

/** Judgements are as many as their record says, whole where it does not. */
function measuredOf(benchmark: Benchmark | JudgeBenchmark, { items }: NamedItems): MeasuredBenchmark {
  const { version, variants } = benchmark
  return { version, variants, size: 'kind' in benchmark ? items : benchmark.splits.test.size }
}

/** Known differences of how it was asked first; among as many, what the paper leaves open. Doubts are of its answers. */
function distance({ differences, departures }: ComparedSettings): number {
  return 1000 * differences.filter(({ of }) => of !== 'doubt').length + departures
}

function rowsOf(
  cell: ReportedCell,
  named: NamedItems,
  { setting, compared }: { readonly setting: MeasuredSetting; readonly compared: ComparedSettings },
): readonly DiffRow[] {
  const { metric, differences, open } = compared
  const mapping: CellMapping = { cell: cell.cell, measured: { setting: setting.result.setting, metric } }
  const rows = besideReported({
    ...{ cells: [cell], mappings: [mapping], named: [named] },
    results: [{ seed: null, settings: [setting.result] }],
    setup: { differences, hyperparameters: open },
  })
  return rows.length > 0 ? rows : [notMeasured(cell, metric)]
}

/** A cell that nothing stands beside, as of a kind of items none of which was asked: it is told, and not left out. */
function notMeasured(reported: ReportedCell, metric: string): DiffRow {
  const why = `not measured: ${metric.replaceAll('_', ' ')}`
  return {
    ...{ reported, measured: NaN, measuredUnit: '', standardError: null, interval: null, n: 0 },
    ...{ reportedN: null, verdict: 'not comparable', resolution: null, coarse: false },
    ...{ reason: why, differences: [why], assumptions: [] },
  }
}
