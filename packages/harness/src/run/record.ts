import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { canonicalJson, makeFolder, writeWhole } from '@retable/core'
import { parse } from 'csv-parse/sync'
import type { Manifest, RunResult } from './run.ts'
import { recordFiles } from './write-run.ts'

/** What a run is beside the project's recorded results of the same seeds. */
export type RecordComparison =
  | { readonly kind: 'same' }
  /** Where they differ, in words. */
  | { readonly kind: 'differs'; readonly differences: readonly string[] }
  /** Nothing is recorded for these seeds. */
  | { readonly kind: 'none' }

/** Where the recorded results of a paper's tier stand. */
export function recordFolder(root: string, { paper, tier }: Pick<Manifest, 'paper' | 'tier'>): string {
  return path.join(root, 'results', paper, tier)
}

/** Writes a run as the project's recorded results: manifest.json, metrics.csv, diff.csv and claims.csv. */
export async function writeRecord(root: string, result: RunResult): Promise<string> {
  const folder = recordFolder(root, result.manifest)
  await makeFolder(folder)
  for (const [name, text] of Object.entries(recordFiles(result)))
    await writeWhole(path.join(folder, name), text)
  return folder
}

/**
 * Holds a run against the recorded results, byte for byte: the manifest and metrics of its seeds, and with all of the
 * recorded seeds the diff and claims too.
 */
export async function compareRecord(root: string, result: RunResult): Promise<RecordComparison> {
  const { manifest } = result
  const read = (name: string) => readFile(path.join(recordFolder(root, manifest), name), 'utf8')
  const text = await read('manifest.json').catch(() => undefined)
  if (text === undefined) return { kind: 'none' }
  const recorded = JSON.parse(text) as Manifest
  if (manifest.quick || manifest.seeds.some((seed) => !recorded.seeds.includes(seed))) return { kind: 'none' }

  const { seeds } = manifest
  const ofSeeds: Manifest = {
    ...recorded,
    seeds,
    steps: Object.fromEntries(seeds.map((seed) => [seed, recorded.steps[seed]!])),
  }
  const keys = Object.keys(ofSeeds) as (keyof Manifest)[]
  const parts = keys.filter((key) => canonicalJson(ofSeeds[key]) !== canonicalJson(manifest[key]))
  const differences = parts.map((part) => `manifest.json: ${part}`)
  const files = recordFiles(result)
  const lines = rowsOf(await read('metrics.csv'), seeds)
  const ours = rowsOf(files['metrics.csv'], seeds)
  const other = ours.filter((line, i) => line !== lines[i]).length + Math.max(0, lines.length - ours.length)
  if (other > 0) differences.push(`metrics.csv: ${other} of ${lines.length} rows`)
  if (recorded.seeds.length === seeds.length) {
    for (const name of ['diff.csv', 'claims.csv'] as const) {
      if ((await read(name)) !== files[name]) differences.push(name)
    }
  }
  return differences.length === 0 ? { kind: 'same' } : { kind: 'differs', differences }
}

/** Rows of a metrics.csv that belong to seeds, each as one text. */
function rowsOf(text: string, seeds: readonly number[]): string[] {
  return parse<{ seed: string }>(text, { columns: true })
    .filter(({ seed }) => seeds.includes(Number(seed)))
    .map((row) => JSON.stringify(row))
}
