import { parsePythonJson, type ReadRow } from '@retable/core'
import { ReaderError } from '../errors.ts'
import { isObject, listIn, type JsonObject } from '../json.ts'
import { readText, startsAsZip } from '../open-text.ts'
import type { ReadOptions } from '../options.ts'
import { openZip } from '../zip.ts'
import { statedByHeader } from './header.ts'
import { sampleRow } from './sample-row.ts'

/**
 * A log of Inspect: a zip archive (`.eval`), of which one sample at a time is held in memory, or one JSON text
 * (`.json`). The epochs of an item are its samples, in order.
 *
 * @throws ReaderError `readers/not-json`, `readers/not-inspect`, and as the archive or the text is read
 */
export async function* readInspect(file: string, { signal }: ReadOptions): AsyncGenerator<ReadRow> {
  yield* (await startsAsZip(file)) ? readArchive(file, signal) : readJson(file, signal)
}

async function* readArchive(file: string, signal?: AbortSignal): AsyncGenerator<ReadRow> {
  const archive = await openZip(file, signal)
  try {
    // The header is written last: an unfinished run has only its journal's start.
    const header = ['header.json', '_journal/start.json'].find((name) => archive.names.includes(name))
    if (header === undefined) throw noLog(file, 'holds neither header.json nor _journal/start.json')
    yield statedByHeader(object(await archive.read(header), file, header))
    const samples = archive.names.filter((name) => /^samples\/.*\.json$/s.test(name))
    const once = onceEach()
    for (const name of byEpoch(samples, (sample) => /_epoch_(\d{1,9})\.json$/.exec(sample)?.[1])) {
      const text = await archive.read(name)
      yield once(sampleRow(parsed(text), `${name}:`), `${name}:`)
    }
  } finally {
    archive.close()
  }
}

async function* readJson(file: string, signal?: AbortSignal): AsyncGenerator<ReadRow> {
  const log = object(await readText(file, signal), file)
  if (!isObject(log['eval'])) throw noLog(file, 'has no "eval"')
  yield statedByHeader(log)
  const samples = [...listIn(log, 'samples').entries()]
  const epoch = ([, sample]: [number, unknown]) => (isObject(sample) ? sample['epoch'] : undefined)
  const once = onceEach()
  for (const [index, sample] of byEpoch(samples, epoch)) {
    const place = `element ${index + 1} of "samples"`
    yield once(sampleRow(sample, place), place)
  }
}

/** Refuses a sample that has come before, the same item in the same epoch, which would be a sample more. */
function onceEach(): (row: ReturnType<typeof sampleRow>, place: string) => ReturnType<typeof sampleRow> {
  const seen = new Set<string>()
  return (row, place) => {
    if (row.kind === 'broken') return row
    // Inspect takes ids as texts when it puts the epochs of an item together.
    const [id, epoch] = [String(row.id), row.part?.index ?? 1]
    const key = `${epoch} ${id}`
    if (seen.has(key))
      return { kind: 'broken', line: 0, reason: `${place} is sample ${id} of epoch ${epoch} a second time` }
    seen.add(key)
    return row
  }
}

/** In the order of epochs; within one as the log has them. */
function byEpoch<T>(samples: readonly T[], epoch: (sample: T) => unknown): T[] {
  return samples.toSorted((a, b) => (Number(epoch(a)) || 0) - (Number(epoch(b)) || 0))
}

function object(text: string, file: string, entry?: string): JsonObject {
  const value = parsed(text)
  if (isObject(value)) return value
  const what = entry === undefined ? file : `${file}: the entry ${entry}`
  throw new ReaderError('readers/not-json', `${what}: is not a JSON object; it may be cut off`)
}

/** Undefined where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return parsePythonJson(text)
  } catch {
    return undefined
  }
}

function noLog(file: string, why: string): ReaderError {
  return new ReaderError('readers/not-inspect', `${file}: ${why}, so it is no log of Inspect`)
}
