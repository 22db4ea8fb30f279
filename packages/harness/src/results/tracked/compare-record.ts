import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { canonicalJson, grouped, type RecipeManifest, type RunRecord } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { losslessJson } from '../lossless-json.ts'
import { manifestFile } from '../manifest-file.ts'
import { readCsv } from '../read-csv.ts'
import type { Tables } from '../write-run.ts'
import { readPackedResults } from './packed-results.ts'
import { recordFolder } from './record.ts'

/** What a run is beside the project's recorded results of the same seeds. */
export type RecordComparison =
  /** What was compared, in words. */
  | { readonly kind: 'same'; readonly compared: readonly string[] }
  /** Other bytes, of an engine that promises none, that show the same. */
  | { readonly kind: 'same claims'; readonly compared: readonly string[] }
  /** Where they differ, in words. */
  | { readonly kind: 'differs'; readonly differences: readonly string[] }
  /** Nothing is recorded for these seeds. */
  | { readonly kind: 'none' }

/**
 * Holds a run against the recorded results, byte for byte: of its seeds the manifest, the metrics, and the values and
 * scores item by item; with all of the recorded seeds the diff and claims too.
 */
export async function compareRecord(
  root: string,
  run: Omit<RunRecord<RecipeManifest>, 'facts'>,
  tables: Tables,
): Promise<RecordComparison> {
  const { manifest } = run
  const folder = recordFolder(root, manifest)
  const recorded = await readManifest(path.join(folder, manifestFile))
  if (recorded === null) return { kind: 'none' }
  if (manifest.quick || manifest.seeds.some((seed) => !recorded.seeds.includes(seed))) return { kind: 'none' }

  const { seeds } = manifest
  const keys = differentKeys(recorded, manifest)
  const differences = keys.map((key) => `manifest.json: ${key}`)
  const metrics = await metricsBeside(folder, seeds, tables)
  if (metrics.different > 0) differences.push(`metrics.csv: ${metrics.different} of ${metrics.rows} rows`)
  const packed = await readPackedResults(folder)
  const items = seeds.map((seed) => differentSettings(seed, packed, run))
  for (const { seed, settings } of items) {
    if (settings.length > 0) differences.push(`values item by item: seed ${seed}, ${settings.join(', ')}`)
  }
  const isWhole = recorded.seeds.length === seeds.length
  if (isWhole) {
    for (const name of ['diff.csv', 'claims.csv'] as const) {
      if ((await readPart(path.join(folder, name))) !== tables[name]) differences.push(name)
    }
  }
  if (differences.length > 0) return { kind: 'differs', differences }
  const steps = seeds.reduce((sum, seed) => sum + manifest.steps[seed]!.length, 0)
  const values = items.reduce((sum, each) => sum + each.values, 0)
  const compared = [
    `manifest.json with the keys of ${grouped(steps)} steps`,
    `${grouped(metrics.rows)} rows of metrics.csv`,
    `${grouped(values)} values of items and scores of samples`,
    ...(isWhole ? ['diff.csv', 'claims.csv'] : []),
  ]
  return { kind: 'same', compared }
}

/** Parts of the manifest that are not what was recorded of the run's seeds. */
function differentKeys(recorded: RecipeManifest, manifest: RecipeManifest): (keyof RecipeManifest)[] {
  const { seeds } = manifest
  const ofSeeds: RecipeManifest = {
    ...recorded,
    seeds,
    steps: Object.fromEntries(seeds.map((seed) => [seed, recorded.steps[seed]!])),
  }
  const keys = new Set([...Object.keys(ofSeeds), ...Object.keys(manifest)]) as Set<keyof RecipeManifest>
  // By processes of this machine or in containers, it is the same run.
  keys.delete('images')
  const written = (value: unknown) => (value === undefined ? undefined : canonicalJson(value))
  return [...keys].filter((key) => written(ofSeeds[key]) !== written(manifest[key]))
}

async function metricsBeside(folder: string, seeds: readonly number[], tables: Tables) {
  const metrics = path.join(folder, 'metrics.csv')
  const lines = rowsOf(await readPart(metrics), seeds, metrics)
  const ours = rowsOf(tables['metrics.csv'] ?? '', seeds, 'metrics.csv')
  const changed = ours.filter((line, i) => line !== lines[i]).length
  return { rows: lines.length, different: changed + Math.max(0, lines.length - ours.length) }
}

/** Settings of a seed whose values or scores are not the recorded ones, and how many of both there are. */
function differentSettings(
  seed: number,
  recorded: Pick<RunRecord, 'results'>,
  run: Pick<RunRecord, 'results'>,
) {
  const of = ({ results }: Pick<RunRecord, 'results'>) =>
    results.find((each) => each.seed === seed)?.settings ?? []
  const [theirs, ours] = [of(recorded), of(run)]
  const longer = theirs.length > ours.length ? theirs : ours
  const isSame = (at: number) => losslessJson(theirs[at] ?? null) === losslessJson(ours[at] ?? null)
  const settings = longer.filter((_, at) => !isSame(at)).map(({ setting }) => setting)
  const values = ours.reduce(
    (sum, { units, scores }) => sum + scores.length + Object.values(units).flat().length,
    0,
  )
  return { seed, settings: [...new Set(settings)], values }
}

/** The manifest of a record; null where nothing is recorded. */
async function readManifest(file: string): Promise<RecipeManifest | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw damaged(file, `cannot be read: ${error.message}`, error)
  })
  if (text === null) return null
  let value: Partial<RecipeManifest> | null
  try {
    value = JSON.parse(text) as Partial<RecipeManifest> | null
  } catch (error) {
    throw damaged(file, 'is not valid JSON', error)
  }
  const { seeds, steps } = value ?? {}
  const isManifest = Array.isArray(seeds) && (seeds as number[]).every((seed) => Array.isArray(steps?.[seed]))
  if (!isManifest) throw damaged(file, 'names no seeds with their steps')
  // The form of a record's files is no part of what was run.
  return Object.fromEntries(
    Object.entries(value as object).filter(([key]) => key !== 'format'),
  ) as unknown as RecipeManifest
}

/** A file that stands beside a record's manifest. */
async function readPart(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw damaged(file, error.code === 'ENOENT' ? 'is missing' : `cannot be read: ${error.message}`, error)
  })
}

/** Rows of a metrics.csv that belong to seeds, each as one text, in an order that does not depend on that of seeds. */
function rowsOf(text: string, seeds: readonly number[], file: string): string[] {
  let rows: { seed: string }[]
  try {
    rows = readCsv<{ seed: string }>(text)
  } catch (error) {
    throw damaged(file, `is no table: ${(error as Error).message}`, error)
  }
  return rows
    .filter(({ seed }) => seeds.includes(Number(seed)))
    .toSorted((a, b) => Number(a.seed) - Number(b.seed))
    .map((row) => JSON.stringify(row))
}

function damaged(file: string, what: string, cause?: unknown): HarnessError {
  const message = `${file}: the recorded file ${what}; restore it with Git`
  return new HarnessError('harness/record', message, { kind: 'environment', cause })
}
