import { rehearseHere } from '@retable/harness/evals'
import { requireEmpty, writePlanned } from '@retable/harness/runs'
import { printable, printableJson } from '@retable/report'
import { runtimeSettingsFrom, storeDirectory } from '../../environment.ts'
import { programLine, refusalLines, requireOut } from '../run/dry-run.ts'
import { endpointOf } from './endpoint-of.ts'
import type { EvalVerbRequest } from './eval-request.ts'

/** Whether what is asked for is how a model would be served, and not how many requests are new. */
export function isOfService({ dryRun, runtime }: EvalVerbRequest): boolean {
  return dryRun === true && runtime !== undefined
}

/** Writes what the model's server would be started by, and starts nothing. */
export async function printDryService(request: EvalVerbRequest): Promise<void> {
  const out = requireOut(request.out)
  await requireEmpty(out)
  const { model } = await endpointOf(request)
  const { concurrency, runtime, gpus, serverNodes } = request
  const program = await rehearseHere({
    ...{ model, runtime, gpus, serverNodes, slots: concurrency, folder: out },
    directory: storeDirectory(),
    runtimeSettings: runtimeSettingsFrom(request.runtimeSettings),
  })
  await writePlanned([program])
  if (request.json) return void process.stdout.write(`${printableJson(program)}\n`)
  const line = `${programLine(program, out)}; it was not started; files in ${printable(out)}`
  process.stdout.write([line, ...refusalLines(program.cannotRun, 'it'), ''].join('\n'))
}
