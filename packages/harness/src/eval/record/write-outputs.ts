import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Asked } from '@retable/client'
import { diskRefusal, makeFolder } from '@retable/core'
import type { Store } from '@retable/store'
import { HarnessError } from '../../errors.ts'
import { portionsOf } from '../../portions.ts'
import { outputsFile, outputsFolder } from '../../results/places/outputs-place.ts'
import type { PreparedEval } from '../eval-benchmark.ts'
import { keysOf, samplesOf } from '../sample.ts'

/** Samples that are looked up at once. */
const portion = 256

/**
 * Writes what the model answered into a record's folder, a file for each benchmark, in a form that `score` reads: an item's
 * `id` and its `outputs`, without thoughts; what was refused or cut stands there too. Of benchmarks that are asked for likelihoods there is nothing to read.
 *
 * @throws HarnessError `harness/run-files` if the disk refuses
 */
export async function writeOutputs(
  folder: string,
  prepared: readonly PreparedEval[],
  store: Pick<Store, 'answers'>,
): Promise<void> {
  await rm(path.join(folder, outputsFolder), { recursive: true, force: true })
  for (const { setting, plan } of prepared) {
    if (plan.style.asksLikelihoods === true) continue
    const file = outputsFile(folder, setting)
    const partial = `${file}.partial`
    try {
      await makeFolder(path.dirname(file))
      await pipeline(Readable.from(lines(plan, store)), createWriteStream(partial))
      await rename(partial, file)
    } catch (cause) {
      await rm(partial, { force: true })
      const why = diskRefusal(cause)
      if (why === undefined) throw cause
      throw new HarnessError('harness/run-files', `${file} cannot be written: ${why}`, {
        kind: 'environment',
        cause,
      })
    }
  }
}

/** A line for each item, its samples in their order; one that failed or was not asked has an empty text. */
function* lines(plan: PreparedEval['plan'], store: Pick<Store, 'answers'>): Generator<string> {
  let [id, outputs]: [string | undefined, string[]] = [undefined, []]
  const line = () => (id === undefined ? '' : `${JSON.stringify({ id, outputs })}\n`)
  for (const part of portionsOf(samplesOf(plan), portion)) {
    const found = store.answers(part.flatMap(keysOf))
    for (const { item, key } of part) {
      if (item.id !== id) {
        yield line()
        ;[id, outputs] = [item.id, []]
      }
      outputs.push(textOf(found.get(key)))
    }
  }
  yield line()
}

function textOf(stored: string | undefined): string {
  const answer = stored === undefined ? undefined : (JSON.parse(stored) as Asked)
  return answer === undefined || answer.outcome === 'failed' ? '' : answer.text
}
