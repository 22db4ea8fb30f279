import path from 'node:path'
import { contentHash, type Manifest } from '@retable/core'
import {
  evalNotes,
  evalRecord,
  writeOutputs,
  type EvalResult,
  type OpenEndpoint,
  type Store,
} from '@retable/harness/evals'
import { fileName, labelledId, runFacts, writeRun, type gitState } from '@retable/harness/results'
import { counted, measurementsOf, printable, printableJson, renderTables } from '@retable/report'
import { runTables } from '@retable/report/csv'
import { besideManifest, withPaper } from '../../beside/beside.ts'
import { diffTables } from '../../beside/diff-text.ts'
import { root, storeDirectory } from '../../environment.ts'
import type { AskedFor } from './asked-for.ts'
import type { EvalVerbRequest } from './eval-request.ts'
import { evalText, notesOf, unknownVersion, type ToldEval } from './eval-text.ts'

/** An evaluation that came to its end. */
export interface FinishedEval {
  readonly asked: AskedFor
  readonly endpoint: OpenEndpoint
  /** Whether short requests were sent before the first question. */
  readonly isProbed: boolean
  readonly store: Store
  readonly found: readonly EvalResult[]
  readonly started: Date
  /** The state of the sources when it began. */
  readonly git: ReturnType<typeof gitState>
  /** What the record takes the place of, if there is anything. */
  readonly earlier?: Manifest | undefined
}

/** Writes the record of an evaluation, and prints what came out. */
export async function reportEval(request: EvalVerbRequest, finished: FinishedEval): Promise<void> {
  const told = await recorded(request, finished)
  if (request.json) return void process.stdout.write(`${printableJson(jsonOf(told, finished))}\n`)
  if (request.to === undefined) return void process.stdout.write(evalText(told))
  process.stdout.write(await renderTables(tablesOf(told), request.to))
  process.stderr.write(`files in ${printable(told.folder)}\n`)
}

async function recorded(
  request: EvalVerbRequest,
  { asked: { paper }, endpoint, isProbed, store, found, started, git, earlier }: FinishedEval,
): Promise<ToldEval> {
  const told = found.map((each) => {
    // Whose answers they are is known then, wherever it was served.
    const addresses = endpoint.isVersionKnown ? undefined : endpoint.client.addresses
    return evalNotes({ ...each, addresses }, request.maxFailed / 100)
  })
  const drawn = found.reduce((sum, { counts }) => sum + counts.wanted - counts.fromStore - counts.notAsked, 0)
  const reused = found.reduce((sum, { counts }) => sum + counts.fromStore, 0)
  const { runtime } = endpoint
  const facts = await runFacts(root, started, { samples: { drawn, reused }, labels: request, git, runtime })
  const beside = paper === undefined ? {} : { beside: besideManifest(paper) }
  const whole = evalRecord({ endpoint: endpoint.manifest, found, told, facts, ...beside })
  const { evaluated: record, rows, heading } = await withPaper(whole, paper)
  const own = `eval-${fileName(endpoint.manifest.model, 'model')}-${contentHash(bare(record.manifest)).slice(0, 8)}`
  const run = labelledId(own, request)
  const folder = path.resolve(request.out ?? path.join(storeDirectory(), 'runs', run))
  await writeOutputs(folder, found.map(({ prepared }) => prepared), store) // prettier-ignore
  await writeRun(folder, record, runTables(record))
  if (earlier !== undefined && contentHash(earlier) !== contentHash(record.manifest)) {
    process.stderr.write(`${printable(`${folder}: the record of ${recordText(earlier)} was replaced`)}\n`)
  }
  const { isVersionKnown, client } = endpoint
  const { model } = endpoint.manifest
  return { run, folder, model, isVersionKnown, isProbed, found, told, rows, heading, spent: client.spent }
}

/** Without the images that it was served in, which another runtime has not. */
function bare(manifest: Manifest): object {
  if (manifest.kind !== 'eval') return manifest
  return { ...manifest, endpoint: { ...manifest.endpoint, images: undefined } }
}

/** Whose record it was, in a few words. */
function recordText(manifest: Manifest): string {
  if (manifest.kind !== 'eval') return 'a scoring'
  const asked = manifest.benchmarks.map(
    ({ benchmark, prompt, items }) => `${benchmark.id} (prompt ${prompt.id}, ${counted(items, 'item')})`,
  )
  return `another evaluation, ${manifest.endpoint.model}: ${asked.join(', ')},`
}

function jsonOf(
  { run, folder, found, told, rows, spent }: ToldEval,
  { asked, endpoint }: Pick<FinishedEval, 'asked' | 'endpoint'>,
) {
  const benchmarks = found.map(({ result, counts }, i) => ({
    ...result,
    ...{ scores: undefined, units: undefined, notes: told[i]!.notes },
    ...{ counts, doubts: told[i]!.doubts },
  }))
  const diff = asked.paper === undefined ? {} : { diff: rows }
  return { run, folder, endpoint: endpoint.manifest, benchmarks, spent, ...diff }
}

function tablesOf({ run, model, isVersionKnown, found, told, rows, heading }: ToldEval) {
  const tables = found.map(({ result }, i) => ({
    ...measurementsOf(`${model}: ${result.setting}`, result.measurements as never),
    notes: [...notesOf(told[i]!), ...(isVersionKnown ? [] : [unknownVersion])],
  }))
  return rows.length > 0 ? [...tables, ...diffTables(run, rows, [heading])] : tables
}
