import { wantedOf, type PreparedEval, type Store } from '@retable/harness/evals'
import { grouped, printable, printableJson } from '@retable/report'
import type { EvalVerbRequest } from './eval-request.ts'

/** Prints how many requests an evaluation would send. */
export function printDryRun(
  prepared: readonly PreparedEval[],
  store: Store,
  { json, fresh }: Pick<EvalVerbRequest, 'json' | 'fresh'>,
): void {
  const rows = prepared.map((each) => {
    const { wanted, stored } = wantedOf(each, store)
    const { benchmark, plan } = each
    const { samples } = plan.drawing
    return {
      benchmark: benchmark.id,
      prompt: plan.style.id,
      samples,
      wanted,
      new: fresh ? wanted : wanted - stored,
    }
  })
  if (json) return void process.stdout.write(`${printableJson(rows)}\n`)
  for (const { benchmark, prompt, samples, wanted, new: sent } of rows) {
    const drawn = samples === 1 ? '' : `, ${samples} samples`
    const which = printable(`${benchmark} (prompt ${prompt}${drawn})`)
    process.stdout.write(`${which}: ${grouped(sent)} of ${grouped(wanted)} requests are new\n`)
  }
}
