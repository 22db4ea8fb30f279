import type {
  CellMapping,
  DiffRow,
  ReportedCell,
  SeedResults,
  Sourced,
  StatedDifference,
  TierSetup,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { cellVerdict } from './cell-verdict.ts'
import { fittedUnit } from './fitted-unit.ts'
import { measuredFor, type MeasuredCell } from './measured-cell.ts'
import { itemsNamedBy, reportedN, type NamedItems } from './reported-items.ts'

/** What is known of a run beside its results. */
export interface BesideReported {
  readonly cells: readonly ReportedCell[]
  readonly mappings: readonly CellMapping[]
  readonly results: readonly SeedResults[]
  readonly setup: Pick<TierSetup<unknown>, 'differences' | 'hyperparameters'>
  /** What the benchmarks say of papers' cells. */
  readonly named: readonly NamedItems[]
}

/**
 * Sets measurements beside the cells they belong to, each with a verdict. With several seeds the mean over seeds stands
 * there. A known difference from the paper, or a unit that does not fit, makes a cell not comparable; what the paper
 * leaves open is listed beside it.
 *
 * @throws HarnessError `harness/reported` if a mapping names a cell that is not there
 */
export function besideReported({ cells, mappings, results, setup, named }: BesideReported): DiffRow[] {
  const assumed = setup.hyperparameters.filter(({ source }) => /^assumed\b/i.test(source)).map(assumption)
  return mappings.flatMap((mapping) => {
    const reported = cells.find(({ cell }) => cell === mapping.cell)
    if (reported === undefined)
      throw new HarnessError('harness/reported', `no reported cell has the id "${mapping.cell}"`)
    const measured = measuredFor(mapping, results)
    if (measured === undefined) return []
    const stated = setup.differences.filter(({ cells: ids }) => ids?.includes(reported.cell) ?? true)
    return diffRow(reported, measured, { stated, assumed, named: itemsNamedBy(reported, named) })
  })
}

interface Known {
  readonly stated: readonly StatedDifference[]
  readonly assumed: readonly string[]
  readonly named: NamedItems | undefined
}

function diffRow(reported: ReportedCell, measured: MeasuredCell, { stated, assumed, named }: Known): DiffRow {
  const unit = fittedUnit(reported.unit, measured.unit)
  const isNumber = printedNumber.test(reported.value)
  const differences = [
    ...(typeof unit === 'string' ? [unit] : []),
    ...(isNumber ? [] : [`what is reported is no number: "${reported.value}"`]),
    ...(Number.isFinite(measured.value) ? [] : ['what was measured is no number']),
    ...otherBenchmark(measured, named),
    ...stated.map(({ of, statement }) => `${of}: ${statement}`),
  ]
  const common = { reported, n: measured.n, differences }
  const { standardError: error } = measured
  if (typeof unit === 'string') {
    return {
      ...common,
      ...{ measured: measured.value, measuredUnit: measured.unit, standardError: error },
      ...{ interval: null, reportedN: null, ...notComparable(differences), assumptions: assumed },
    }
  }
  const n = reportedN(reported, { unitN: unit.n, named, measuredN: measured.n })
  const found = isNumber ? cellVerdict(measured, unit, { printed: reported.value, n }) : undefined
  return {
    ...common,
    measured: measured.value * unit.factor,
    measuredUnit: reported.unit,
    standardError: error === null ? null : error * unit.factor,
    interval: found?.interval ?? null,
    reportedN: n,
    ...(found === undefined || differences.length > 0 ? notComparable(differences) : found),
    assumptions: unit.assumption === null ? assumed : [...assumed, unit.assumption],
  }
}

/** A number as papers print it. */
const printedNumber = /^\s*[+-]?(\d+(\.\d+)?|\.\d+)\s*$/

function notComparable(
  differences: readonly string[],
): Pick<DiffRow, 'verdict' | 'resolution' | 'coarse' | 'reason'> {
  return { verdict: 'not comparable', resolution: null, coarse: false, reason: differences.join('; ') }
}

/** Where the cell names one benchmark and the measurement another. */
function otherBenchmark({ benchmark }: MeasuredCell, named: NamedItems | undefined): string[] {
  if (benchmark === null || named === undefined || benchmark.id === named.benchmark) return []
  return [`it was measured on ${benchmark.id}, and the cell is of ${named.benchmark} (${named.part})`]
}

function assumption({ name, value }: Sourced): string {
  return `${name}: ${value}`
}
