import type { Benchmark, JudgeBenchmark, ReportedCell, ReportedItems, ReportedN } from '@retable/core'
import { registry } from '@retable/evaluators/registry'

/** A part of a benchmark as papers' cells name it. */
export interface NamedItems extends ReportedItems {
  readonly benchmark: string
}

/** All that the benchmarks say of papers' cells; it loads every benchmark. */
export async function namedItems(): Promise<readonly NamedItems[]> {
  const benchmarks = await Promise.all(
    Object.values(registry).map((load): Promise<Benchmark | JudgeBenchmark> => load()),
  )
  return benchmarks.flatMap(({ id, reportedItems = [] }) =>
    reportedItems.map((items) => ({ ...items, benchmark: id })),
  )
}

/** The part of a benchmark that a cell is of; undefined where none is named, or more than one. */
export function itemsNamedBy(cell: ReportedCell, named: readonly NamedItems[]): NamedItems | undefined {
  const fitting = named.filter(({ where }) =>
    Object.entries(where).every(([text, pattern]) => pattern.test(cell[text as keyof typeof where])),
  )
  const [first] = fitting
  // A wrong number of items is worse than none.
  const isOne = fitting.every(
    ({ benchmark, items }) => benchmark === first!.benchmark && items === first!.items,
  )
  return isOne ? first : undefined
}

/**
 * How many items a reported number rests on: as printed, in its column or its unit (`of 200`), or inferred from the
 * benchmark that it names; else as many as were measured.
 */
export function reportedN(
  { n }: ReportedCell,
  {
    unitN,
    named,
    measuredN,
  }: { readonly unitN: number | null; readonly named: NamedItems | undefined; readonly measuredN: number },
): ReportedN {
  if (Number(n) > 0) return { n: Number(n), from: 'printed' }
  if (unitN !== null) return { n: unitN, from: 'printed' }
  if (named !== undefined) return { n: named.items, from: 'inferred' }
  return { n: measuredN, from: 'taken' }
}
