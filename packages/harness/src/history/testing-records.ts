import path from 'node:path'
import type { EvalManifest, Manifest, RunFacts, ScoreManifest, SettingResult } from '@retable/core'
import { wilsonInterval } from '@retable/stats'
import { writeRun } from '../results/write-run.ts'

/** A small record of rights and wrongs, for tests of the history. */
export interface SmallRecord {
  readonly family?: string
  readonly version?: string
  /** An ISO date and time; the record has no facts without. */
  readonly finished?: string
  /** 1 and 0, by item: a text like `1101`. */
  readonly rights: string
  readonly manifest?: Manifest
  readonly setting?: Partial<SettingResult>
}

/** Of a file of outputs. */
export const scoreManifest: ScoreManifest = {
  kind: 'score',
  benchmark: { id: 'gsm8k', version: '1' },
  variants: [{ id: 'official', version: '1' }],
  input: { name: 'outputs.jsonl', sha256: '0'.repeat(64), format: 'jsonl' },
}

/** Of a model that was asked with a prompt. */
export function evalManifest(prompt: string): EvalManifest {
  return {
    kind: 'eval',
    endpoint: {
      model: 'a-model',
      version: {},
      server: { kind: 'vllm' },
      route: 'chat',
      leftToServer: [],
      extraBody: {},
      probe: null,
      concurrency: 1,
    },
    drawing: { samples: 1, sampling: { temperature: 0, topP: 1, maxTokens: 100 }, seed: 0 },
    benchmarks: [
      {
        benchmark: { id: 'gsm8k', version: '1' },
        variant: { id: 'official', version: '1' },
        prompt: { id: prompt, source: '', shots: 0, sha256: '1'.repeat(64) },
        data: { name: 'gsm8k', sha256: '2'.repeat(64) },
        items: 4,
        itemsInBenchmark: 4,
      },
    ],
  }
}

/** Writes such a record as the verbs do. */
export async function writeSmall(folder: string, record: SmallRecord): Promise<void> {
  const { family, version, finished, rights, manifest = scoreManifest } = record
  const facts: RunFacts | null =
    finished === undefined
      ? null
      : {
          ...(family === undefined ? {} : { family }),
          ...(version === undefined ? {} : { version }),
          ...{ started: finished, finished, node: 'v24.0.0' },
          git: { commit: '0123456789abcdef', dirtyPatch: null },
          host: { name: 'h', cpu: 'c', cores: 1, memoryBytes: 1 },
          samples: { drawn: 0, reused: 0 },
        }
  const results = [{ seed: null, settings: [{ ...settingOf(rights, manifest), ...record.setting }] }]
  await writeRun(
    path.resolve(folder),
    { manifest, results, diff: [], claims: [], facts },
    { 'metrics.csv': '' },
  )
}

function settingOf(rights: string, { kind }: Manifest): SettingResult {
  const values = [...rights].map((right, i) => ({ item: `test/${i}`, value: Number(right) }))
  const value = values.reduce((sum, one) => sum + one.value, 0) / values.length
  const interval = { ...wilsonInterval(value, values.length), level: 0.95, method: 'wilson' as const }
  return {
    setting: kind === 'eval' ? 'gsm8k' : 'official',
    benchmark: { id: 'gsm8k', version: '1' },
    variant: { id: 'official', version: '1' },
    measurements: [
      { name: 'accuracy', value, standardError: null, n: values.length, unit: 'fraction', interval },
      { name: 'no_answer', value: 0, standardError: null, n: values.length, unit: 'fraction', interval },
    ],
    units: { accuracy: values },
    scores: values.map(({ item, value: score }) => ({
      ...{ benchmark: 'gsm8k', item, sample: 0, extracted: String(score), gold: '1', score },
    })),
  }
}
