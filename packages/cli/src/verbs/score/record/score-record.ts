import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Measurement, RunLabels, ScoreManifest, SettingResult } from '@retable/core'
import { root } from '../../../environment.ts'
import type { Input } from '../inputs.ts'
import type { ScoresFile } from './scores-file.ts'

/** What one variant measured of a file, of outputs or of judgements. */
interface Scored {
  readonly benchmark: string
  readonly version: string
  readonly variant: string
  readonly variantVersion: string
  readonly metrics: readonly Measurement[]
  readonly lost: { readonly rows: number; readonly of: number }
}

/** A file that was scored, as its record has it. */
export interface ScoredFile<S extends Scored> {
  readonly input: Input
  readonly started: Date
  readonly labels: RunLabels
  /** By variant; the first one's scores stand in scores.jsonl. */
  readonly scores: readonly S[]
  readonly format: string | null
  readonly columns?: Readonly<Record<string, string>> | undefined
  /** What a reader of a variant's numbers has to know. */
  readonly notesOf: (score: S) => readonly string[]
  /** Values of items by metric, of the variant at an index. */
  readonly unitsOf?: (index: number) => SettingResult['units']
}

/**
 * Puts the finished scores into their folder, and the rest of the file's record beside them. A record that stood there
 * is none from then on until all is written.
 */
export async function writeScoreRecord<S extends Scored>(
  folder: string,
  file: ScoresFile,
  { input, started, labels, scores, format, columns, notesOf, unitsOf }: ScoredFile<S>,
): Promise<void> {
  const { beginRecord, runFacts, runTables, writeRun } = await import('./record-writers.ts')
  const [first] = scores as [S, ...S[]]
  const settings = scores.map((score, index): SettingResult => ({
    setting: score.variant,
    benchmark: { id: score.benchmark, version: score.version },
    variant: { id: score.variant, version: score.variantVersion },
    measurements: score.metrics,
    units: unitsOf?.(index) ?? {},
    scores: [],
    lost: { rows: score.lost.rows, of: score.lost.of },
    notes: notesOf(score),
  }))
  const manifest: ScoreManifest = {
    kind: 'score',
    benchmark: { id: first.benchmark, version: first.version },
    variants: scores.map(({ variant, variantVersion }) => ({ id: variant, version: variantVersion })),
    input: {
      name: path.basename(input.name),
      sha256: await sha256Of(input.file),
      format,
      ...(columns === undefined ? {} : { columns }),
    },
  }
  const record = { manifest, results: [{ seed: null, settings }], diff: [], claims: [] }
  const facts = await runFacts(root, started, { labels })
  await beginRecord(folder)
  await file.finish()
  await writeRun(folder, { ...record, facts }, runTables(record), {
    written: ({ setting }) => (setting === first.variant ? file.lines() : 0),
  })
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
