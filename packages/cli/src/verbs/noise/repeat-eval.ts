import type { Side } from '@retable/core'
import { itemFacts, sideOfRecord } from '@retable/harness/compare'
import { evalNotes, evalRecord } from '@retable/harness/evals'
import { measureNoise } from '@retable/harness/noise'
import { printable } from '@retable/report'
import { CliError } from '../../errors.ts'
import type { EvalVerbRequest } from '../eval/eval-request.ts'
import { openEvaluation } from '../eval/open-evaluation.ts'
import { askAll } from '../eval/run-eval.ts'
import { reportNoise, type NoiseRequest } from './run-noise.ts'

/** Options of `retable noise`, those of asking a model among them. */
export interface RepeatRequest
  extends NoiseRequest, Omit<EvalVerbRequest, 'benchmarks' | 'concurrency' | 'out' | 'to' | 'json'> {
  readonly runs?: number
  /** Of each repeat in turn. */
  readonly concurrency?: readonly number[]
}

/**
 * Asks a model the benchmarks several times, and says what the repeats differ by. The first one's answers are those of an
 * ordinary evaluation; each other's are kept apart.
 */
export async function repeatEval(request: RepeatRequest, runs: number, signal: AbortSignal): Promise<void> {
  const { names, concurrency = [], ...rest } = request
  if (request.benchmark !== undefined || request.columns !== undefined) {
    throw new CliError(
      'cli/usage',
      '--benchmark and --columns are for files; with --runs benchmarks stand alone',
    )
  }
  const sides: Side[] = []
  for (let repeat = 0; repeat < runs; repeat += 1) {
    const inFlight = concurrency[repeat % concurrency.length]
    // A probe would cost each repeat some requests, and decides none of the answers.
    const asked: EvalVerbRequest = {
      ...rest,
      benchmarks: names,
      probe: false,
      ...(inFlight === undefined ? {} : { concurrency: inFlight }),
    }
    await using open = await openEvaluation(asked, signal)
    const { manifest } = open.endpoint
    const prepared = await open.prepare(
      inFlight !== undefined ? { repeat, inFlight } : repeat === 0 ? {} : { repeat },
    )
    open.notice(
      `repeat ${repeat + 1} of ${runs}${inFlight === undefined ? '' : `, ${inFlight} requests in flight`}`,
    )
    const found = await askAll(prepared, open, { signal, isFresh: false })
    const told = found.map((each) => evalNotes(each, request.maxFailed / 100))
    for (const { doubts } of told) for (const doubt of doubts) open.notice(printable(doubt))
    const record = evalRecord({ endpoint: manifest, found, told, facts: null })
    sides.push(await sideOfRecord(`repeat ${repeat + 1}`, record, itemFacts(open.assets, signal)))
  }
  // A model that is served here counts its slots among what it is; the repeats are of one model all the same.
  const [{ model }] = sides as [Side]
  const repeats = sides.map((side) => (model === undefined ? side : { ...side, model }))
  await reportNoise(measureNoise(repeats), request)
}
