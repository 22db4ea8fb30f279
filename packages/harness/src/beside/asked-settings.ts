import type {
  AskedBenchmark,
  EvalManifest,
  JudgeManifest,
  Manifest,
  RecipeManifest,
  RunRecord,
  SettingResult,
} from '@retable/core'
import { HarnessError } from '../errors.ts'

/** How what was measured was asked for; null where nothing tells it, as of a file of outputs. */
export interface AskedSettings {
  readonly prompt: AskedBenchmark['prompt'] | null
  readonly route: 'chat' | 'completions' | null
  readonly temperature: number | null
  readonly topP: number | null
  readonly maxTokens: number | null
  /** What decides answers and was left to the server's own values. */
  readonly leftToServer: readonly string[]
  /** Further fields of each request. */
  readonly extraBody: Readonly<Record<string, unknown>>
  readonly items: number
}

/** A setting of a record with how it was asked. */
export interface MeasuredSetting {
  readonly result: SettingResult
  readonly asked: AskedSettings
}

/**
 * The settings of an evaluation's or a scoring's record, with how each was asked.
 *
 * @throws HarnessError `harness/no-diff` if the record is of a recipe, which has its own paper
 */
export function measuredSettings({
  manifest,
  results,
}: Omit<RunRecord, 'facts'>): readonly MeasuredSetting[] {
  const settings = results.flatMap((seed) => seed.settings)
  if (manifest.kind === 'eval') {
    return settings.map((result, i) => ({ result, asked: askedOf(manifest, manifest.benchmarks[i]!) }))
  }
  if (manifest.kind === 'score' || manifest.kind === 'judge') {
    const told = manifest.kind === 'judge' ? askedForOutputs(manifest) : {}
    return settings.map((result) => ({ result, asked: { ...untold, ...told, items: itemsOf(result) } }))
  }
  throw ownCells(manifest)
}

/**
 * Refuses what no paper's cells can be set beside, before all of it is read.
 *
 * @throws HarnessError `harness/no-diff`
 */
export function requireScores(manifest: Manifest): void {
  if (manifest.kind === undefined) throw ownCells(manifest)
}

function ownCells({ paper }: RecipeManifest): HarnessError {
  const message = `it is a run of ${paper}, whose cells stand beside it already: leave --paper out`
  return new HarnessError('harness/no-diff', message)
}

function askedOf({ drawing: common, endpoint }: EvalManifest, asked: AskedBenchmark): AskedSettings {
  const { temperature, topP, maxTokens } = (asked.drawing ?? common).sampling
  const { route, leftToServer, extraBody } = endpoint
  return {
    // Likelihoods are of plain text.
    route: asked.prompt.asksLikelihoods ? 'completions' : route,
    ...{ prompt: asked.prompt, temperature, topP, maxTokens },
    ...{ leftToServer, extraBody, items: asked.items },
  }
}

/** How a model was asked for the outputs that were judged; what was drawn otherwise by category is not told. */
function askedForOutputs({ answering, answeredBy }: JudgeManifest): Partial<AskedSettings> {
  if (answering === undefined || answeredBy === undefined) return {}
  const { route, leftToServer, extraBody } = answeredBy
  const one = <T>(values: readonly T[]) => (new Set(values).size === 1 ? values[0]! : null)
  return {
    ...{ route, leftToServer, extraBody },
    temperature: one(answering.sampling.map(({ temperature }) => temperature)),
    topP: one(answering.sampling.map(({ topP }) => topP)),
    maxTokens: one(answering.sampling.map(({ maxTokens }) => maxTokens)),
  }
}

const untold = {
  ...{ prompt: null, route: null, temperature: null, topP: null, maxTokens: null },
  leftToServer: [],
  extraBody: {},
}

function itemsOf({ measurements }: SettingResult): number {
  return measurements.find(({ name }) => name === 'accuracy')?.n ?? 0
}
