import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { canonicalJson, type RecipeManifest } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import { manifestFile, manifestText } from '../manifest-file.ts'
import { readCsv } from '../read-csv.ts'
import { writeFinished } from '../write-finished.ts'
import type { Tables } from '../write-run.ts'

/** What a run is beside the project's recorded results of the same seeds. */
export type RecordComparison =
  | { readonly kind: 'same' }
  /** Where they differ, in words. */
  | { readonly kind: 'differs'; readonly differences: readonly string[] }
  /** Nothing is recorded for these seeds. */
  | { readonly kind: 'none' }

/** Where the recorded results of a paper's tier stand. */
export function recordFolder(root: string, { paper, tier }: Pick<RecipeManifest, 'paper' | 'tier'>): string {
  return path.join(root, 'results', paper, tier)
}

/** Writes a run as the project's recorded results: its manifest and its tables, in which each line can be read. */
export async function writeRecord(root: string, manifest: RecipeManifest, tables: Tables): Promise<string> {
  const folder = recordFolder(root, manifest)
  await writeFinished(folder, { ...tables, [manifestFile]: manifestText(manifest) })
  return folder
}

/**
 * Holds a run against the recorded results, byte for byte: the manifest and metrics of its seeds, and with all of the
 * recorded seeds the diff and claims too.
 */
export async function compareRecord(
  root: string,
  manifest: RecipeManifest,
  tables: Tables,
): Promise<RecordComparison> {
  const folder = recordFolder(root, manifest)
  const recorded = await readManifest(path.join(folder, manifestFile))
  if (recorded === null) return { kind: 'none' }
  if (manifest.quick || manifest.seeds.some((seed) => !recorded.seeds.includes(seed))) return { kind: 'none' }

  const { seeds } = manifest
  const ofSeeds: RecipeManifest = {
    ...recorded,
    seeds,
    steps: Object.fromEntries(seeds.map((seed) => [seed, recorded.steps[seed]!])),
  }
  const keys = [...new Set([...Object.keys(ofSeeds), ...Object.keys(manifest)])] as (keyof RecipeManifest)[]
  const written = (value: unknown) => (value === undefined ? undefined : canonicalJson(value))
  const parts = keys.filter((key) => written(ofSeeds[key]) !== written(manifest[key]))
  const differences = parts.map((part) => `manifest.json: ${part}`)
  const metrics = path.join(folder, 'metrics.csv')
  const lines = rowsOf(await readPart(metrics), seeds, metrics)
  const ours = rowsOf(tables['metrics.csv'] ?? '', seeds, 'metrics.csv')
  const other = ours.filter((line, i) => line !== lines[i]).length + Math.max(0, lines.length - ours.length)
  if (other > 0) differences.push(`metrics.csv: ${other} of ${lines.length} rows`)
  if (recorded.seeds.length === seeds.length) {
    for (const name of ['diff.csv', 'claims.csv'] as const) {
      if ((await readPart(path.join(folder, name))) !== tables[name]) differences.push(name)
    }
  }
  return differences.length === 0 ? { kind: 'same' } : { kind: 'differs', differences }
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
