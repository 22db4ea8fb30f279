import type { EndpointManifest, Side, SideBenchmark } from '@retable/core'
import type { ItemFacts } from '../../compare/item-facts.ts'
import { sideOfRecord } from '../../compare/side-of-record.ts'
import { evalNotes } from '../../eval/eval-notes.ts'
import { evalRecord } from '../../eval/record/eval-record.ts'
import { startTally } from '../../eval/tally.ts'
import type { AskedItems } from './asked-benchmark.ts'

/**
 * What the candidate scored on the items that were bet on, as an evaluation of just these would have it; null for a
 * benchmark of which none was.
 */
export async function candidateSide(
  benchmarks: readonly { readonly asked: AskedItems; readonly items: readonly string[] }[],
  of: {
    readonly endpoint: EndpointManifest
    readonly mostFailed: number
    readonly factsOf: ItemFacts
  },
): Promise<(SideBenchmark | null)[]> {
  const { endpoint, mostFailed, factsOf } = of
  const found = benchmarks.flatMap(({ asked, items }) => (items.length === 0 ? [] : tallyOf(asked, items)))
  if (found.length === 0) return benchmarks.map(() => null)
  // How many come from the store is told of all benchmarks together.
  const told = found.map((each) =>
    evalNotes({ ...each, counts: { ...each.counts, fromStore: 0 } }, mostFailed),
  )
  const record = evalRecord({ endpoint, found, told, facts: null })
  const side: Side = await sideOfRecord(endpoint.model, record, factsOf)
  return benchmarks.map(({ asked: { prepared } }) => {
    const own = side.benchmarks.find(({ setting }) => setting === prepared.setting)
    const at = found.findIndex((each) => each.prepared.setting === prepared.setting)
    return own === undefined ? null : { ...own, notes: told[at]!.notes }
  })
}

function tallyOf({ prepared, answersTo }: AskedItems, items: readonly string[]) {
  const known = new Map(prepared.plan.items.map((item) => [item.id, item]))
  const plan = { ...prepared.plan, items: items.map((item) => known.get(item)!) }
  const tally = startTally({ ...prepared, plan, items: items.length })
  for (const item of items) for (const one of answersTo(item)) tally.add(one)
  const result = tally.result()
  // Graded in its turn: nothing is left to be told at the end.
  return { ...result, cutUntold: result.counts.cutUnread }
}
