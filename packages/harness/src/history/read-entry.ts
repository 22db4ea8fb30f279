import path from 'node:path'
import type { HistoryRow, Manifest } from '@retable/core'
import type { FoundRun } from '../results/places/find-run.ts'
import { doubtsOf } from '../results/doubts-of.ts'
import { readFacts } from '../results/facts/read-facts.ts'
import { manifestFile, readManifest, unreadable } from '../results/manifest-file.ts'
import { readMeasured } from '../results/read-measured.ts'
import { settingName } from '../results/setting-name.ts'
import { mainMeasurement, settingsIn } from './main-measurement.ts'

/** One row of a history before it is set beside others, and the setting of its record. */
export interface Entry {
  readonly row: HistoryRow
  readonly setting: string
}

/**
 * The rows of a record, one for each setting that has the metric.
 *
 * @throws HarnessError `harness/newer-record`, `harness/run-files`
 */
export async function readEntries({ run, folder }: FoundRun, metric?: string): Promise<Entry[]> {
  const { manifest, format } = await readManifest(folder)
  requireName(manifest, folder)
  const facts = await readFacts(folder)
  const { family = nameOf(manifest), version = null, finished = null, git = null } = facts ?? {}
  const settings = settingsIn(await readMeasured(folder, format))
  return settings.flatMap((parts, index): Entry[] => {
    const measurement = mainMeasurement(parts, metric)
    if (measurement === undefined) return []
    const { setting, seeds } = parts
    const all = seeds.flat()
    const benchmark = all.find((each) => each.benchmark !== null)?.benchmark?.id ?? null
    const series = settingName(manifest, { setting, benchmark, isFirst: index === 0 })
    const doubts = [...new Set(all.flatMap(doubtsOf))]
    const labels = { family, version, run, folder, finished, git }
    return [{ setting, row: { ...labels, series, benchmark, ...measurement, change: null, doubts } }]
  })
}

function requireName(manifest: Manifest, folder: string): void {
  // A file of anybody's: what its kind should have may lack.
  const { kind, endpoint, input, paper, subject } = manifest as {
    readonly subject?: unknown
    readonly kind?: unknown
    readonly endpoint?: { readonly model?: unknown }
    readonly input?: { readonly name?: unknown }
    readonly paper?: unknown
  }
  const names = { eval: endpoint?.model, score: input?.name, judge: subject }
  const name = kind === undefined ? paper : names[kind as keyof typeof names]
  if (typeof name !== 'string') throw unreadable(path.join(folder, manifestFile), 'it does not say of what')
}

/** What a run of no named family is of. */
function nameOf(manifest: Manifest): string {
  if (manifest.kind === 'eval') return manifest.endpoint.model
  if (manifest.kind === 'score') return manifest.input.name
  if (manifest.kind === 'judge') return manifest.subject
  return `${manifest.paper}/${manifest.tier}`
}
