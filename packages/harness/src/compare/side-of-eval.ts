import type { Assets } from '@retable/assets'
import type { EvalManifest, RunRecord, Side } from '@retable/core'
import { itemFacts } from './item-facts.ts'
import { sideOfRecord } from './side-of-record.ts'

/** What an evaluation that is still in memory scored. */
export function sideOfEval(name: string, record: RunRecord<EvalManifest>, assets: Assets): Promise<Side> {
  return sideOfRecord(name, record, itemFacts(assets))
}
