import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { EvalManifest, RecipeManifest, RunFacts } from '@retable/core'
import { runFolders, storedRuns } from './places/find-run.ts'
import { manifestFile } from './manifest-file.ts'
import { readCsv } from './read-csv.ts'

/** A run in the store. */
export interface ListedRun {
  readonly run: string
  readonly folder: string
  /** Whether it has its manifest; what follows is null or empty where it has none that can be read. */
  readonly finished: boolean
  readonly paper: string
  readonly tier: string
  readonly quick: boolean
  readonly seeds: readonly number[]
  /** Of an evaluation: the model's name as the endpoint has it, and the benchmarks that it was asked. */
  readonly model: string
  readonly benchmarks: readonly string[]
  /** Of an evaluation, how each was asked and what came out. */
  readonly asked: readonly ListedSetting[]
  /** What the user called it: null where nothing was said. */
  readonly family: string | null
  readonly version: string | null
  /** When it was finished for the first time, as ISO 8601. */
  readonly finishedAt: string | null
}

/** One setting of a listed evaluation. */
export interface ListedSetting {
  readonly setting: string
  readonly prompt: string
  readonly variant: string
  readonly items: number
  /** Share of right answers, 0 to 1; null where it cannot be read. */
  readonly accuracy: number | null
}

/** The runs of a store: finished ones first, the one that was run last at the top. */
export async function listRuns(storeDirectory: string): Promise<readonly ListedRun[]> {
  const finished = await storedRuns(storeDirectory)
  const ids = new Set(finished.map(({ run }) => run))
  const others = (await runFolders(storeDirectory)).filter(({ run }) => !ids.has(run))
  const listed = finished.map(async ({ run, folder }): Promise<ListedRun> => {
    const manifest = await readObject<Omit<RecipeManifest, 'kind'> & Omit<EvalManifest, 'kind'>>(
      path.join(folder, manifestFile),
    )
    const {
      finished: finishedAt = null,
      family = null,
      version = null,
    } = await readObject<RunFacts>(path.join(folder, 'run.json'))
    const { paper = '', tier = '', quick = false, endpoint, drawing } = manifest
    const model = endpoint?.model ?? ''
    const benchmarks =
      model === '' ? [] : [...new Set((manifest.benchmarks ?? []).map(({ benchmark }) => benchmark.id))]
    // Where nothing is drawn no seed decides anything.
    const isDrawn = drawing !== undefined && drawing.sampling.temperature > 0
    const seeds = manifest.seeds ?? (isDrawn ? [drawing.seed] : [])
    const asked = model === '' ? [] : await settingsIn(folder, manifest.benchmarks ?? [])
    const labels = { family, version }
    return {
      run,
      folder,
      finished: true,
      paper,
      tier,
      quick,
      seeds,
      model,
      benchmarks,
      asked,
      ...labels,
      finishedAt,
    }
  })
  const nothing = {
    ...{ finished: false, paper: '', tier: '', quick: false, seeds: [], model: '', benchmarks: [] },
    asked: [],
    ...{ family: null, version: null, finishedAt: null },
  }
  return [...(await Promise.all(listed)), ...others.map((run) => ({ ...run, ...nothing }))]
}

async function settingsIn(
  folder: string,
  benchmarks: EvalManifest['benchmarks'],
): Promise<readonly ListedSetting[]> {
  const metrics = await readFile(path.join(folder, 'metrics.csv'), 'utf8').then(
    (text) => readCsv<{ readonly setting: string; readonly metric: string; readonly value: string }>(text),
    () => [],
  )
  return benchmarks.map(({ benchmark, setting = benchmark.id, prompt, variant, items }) => {
    const row = metrics.find((each) => each.setting === setting && each.metric === 'accuracy')
    const accuracy = row === undefined || row.value === '' ? NaN : Number(row.value)
    return {
      setting,
      prompt: prompt.id,
      variant: variant.id,
      items,
      accuracy: Number.isFinite(accuracy) ? accuracy : null,
    }
  })
}

/** A JSON object of a file; an empty one where it cannot be read. */
async function readObject<T>(file: string): Promise<Partial<T>> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as Partial<T> | null) ?? {}
  } catch {
    return {}
  }
}
