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
  /** Who judged, and how it was asked, by name; set where a judge was asked here. */
  readonly judge?: Readonly<Record<string, string>>
  /** The judge is the model that the scores are of. */
  readonly isTested?: boolean
}

/** What an assumption says of how answers were asked for that were judged. */
export const answersAsked = 'answers asked for by'

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
    const told = manifest.kind === 'judge' ? askedOfJudging(manifest) : {}
    return settings.map((result) => ({ result, asked: { ...untold, items: itemsOf(result), ...told } }))
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

/** How judge and model were asked; a judge that is tested is the model. */
function askedOfJudging(manifest: JudgeManifest): Partial<AskedSettings> {
  const { endpoint, subject, procedure, rows, samples, temperature, maxTokens, answeredBy, answering } =
    manifest
  const isTested = answeredBy === undefined && endpoint.model === subject
  const { route, leftToServer, extraBody } = endpoint
  return {
    ...(isTested ? { route, leftToServer, extraBody } : {}),
    ...askedForOutputs(manifest),
    items: rows,
    isTested,
    judge: {
      ...(answering === undefined ? {} : { [answersAsked]: answering.source }),
      judge: endpoint.model,
      'judge asked by': `${procedure.id} version ${procedure.version}, verdicts of ${procedure.readout}`,
      ...(samples === undefined ? {} : { 'draws of a judgement': String(samples) }),
      ...(temperature === undefined ? {} : { 'judge’s temperature': String(temperature) }),
      ...(maxTokens === undefined ? {} : { 'judge’s most tokens': String(maxTokens) }),
    },
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
