import {
  canonicalJson,
  type EndpointManifest,
  type EvalManifest,
  type JudgeManifest,
  type Manifest,
  type RunRecord,
  type Side,
  type SideBenchmark,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { doubtsOf } from '../results/doubts-of.ts'
import { settingName } from '../results/setting-name.ts'
import { sideBenchmark } from './side-benchmark.ts'
import type { ItemFacts } from './item-facts.ts'

/**
 * What a run, a scoring or an evaluation scored, by setting. Of several seeds an item's samples are those of all.
 *
 * @throws HarnessError `harness/nothing-to-compare` where no sample was graded
 */
export async function sideOfRecord(
  name: string,
  { manifest, results }: Pick<RunRecord, 'manifest' | 'results'>,
  factsOf: ItemFacts,
): Promise<Side> {
  const bySetting = Map.groupBy(
    results.flatMap(({ settings }) => settings.filter(({ scores }) => scores.length > 0)),
    ({ setting }) => setting,
  )
  const benchmarks: SideBenchmark[] = []
  for (const [setting, seeds] of bySetting) {
    const first = seeds[0]!
    const parts = seeds.flatMap(({ scores }, seed) =>
      scores
        // Votes are drawn apart from the answer that counts.
        .filter(({ drawing }) => drawing === undefined)
        .map((score) => ({ ...score, sample: seed * 1e6 + score.sample })),
    )
    const of = { setting, benchmark: first.benchmark?.id ?? null, isFirst: benchmarks.length === 0 }
    benchmarks.push(
      sideBenchmark(parts, await factsOf(first.benchmark?.id ?? '', first.variant?.id), {
        ...{ setting: settingName(manifest, of), benchmark: first.benchmark, variant: first.variant },
        settings: settingsOf(manifest, setting),
        doubts: [...new Set(seeds.flatMap(doubtsOf))],
        truncated: first.cut === undefined ? null : first.cut.answers / first.cut.of,
        notes: [],
      }),
    )
  }
  if (benchmarks.length > 0) {
    return { name, benchmarks, ...modelOf(manifest), ...(manifest.kind === 'judge' && judgeOf(manifest)) }
  }
  throw new HarnessError(
    'harness/nothing-to-compare',
    `${name} has no graded answers: ./retable score FILE --out FOLDER and ./retable eval leave them`,
  )
}

/** The model of an evaluation with what tells its weights, as far as anything does. */
export function modelOf(manifest: Pick<EvalManifest, 'kind' | 'endpoint'> | Manifest): {
  readonly model?: string
} {
  if (manifest.kind === 'eval') return { model: versioned(manifest.endpoint) }
  if (manifest.kind !== 'judge') return {}
  const { answeredBy, endpoint, subject } = manifest
  if (answeredBy !== undefined) return { model: versioned(answeredBy) }
  return { model: endpoint.model === subject ? versioned(endpoint) : subject }
}

/** The judge of a judging with what tells its weights, as far as anything does. */
export function judgeOf({ endpoint }: Pick<JudgeManifest, 'endpoint'>): { readonly judge: string } {
  return { judge: versioned(endpoint) }
}

/** A model's name with what tells its weights, as far as anything does. */
function versioned({ model, version }: Pick<EndpointManifest, 'model' | 'version'>): string {
  return Object.keys(version).length === 0 ? model : `${model} ${canonicalJson(version)}`
}

/** What decided a setting's numbers beside the model, its version and the seed, by the name that a reader knows. */
export function settingsOf(manifest: Manifest, setting: string): Readonly<Record<string, unknown>> {
  if (manifest.kind === 'score') return {}
  if (manifest.kind === 'judge') return settingsOfJudging(manifest)
  if (manifest.kind === 'eval') return settingsOfEval(manifest, setting)
  const { paper, tier, quick } = manifest
  return { paper, tier, quick }
}

function settingsOfJudging(manifest: JudgeManifest) {
  const { endpoint, subject, procedure, prompts, data, answering, answeredBy } = manifest
  const isTested = answeredBy === undefined && endpoint.model === subject
  return {
    judge: isTested ? undefined : versioned(endpoint),
    'extra body': endpoint.extraBody,
    // Each is told, so that a judge's own is not taken for another's.
    samples: manifest.samples ?? 1,
    temperature: manifest.temperature ?? 'the procedure’s',
    'max tokens': manifest.maxTokens ?? 'the procedure’s',
    'reward route': manifest.rewardRoute,
    answering: answering && canonicalJson([answering.sampling, answeredBy?.extraBody ?? {}]),
    questions: answering && `${answering.questions} of ${answering.of}`,
    procedure: `${procedure.id} ${procedure.version}`,
    verdicts: procedure.readout,
    prompts: prompts.files.map(({ sha256 }) => sha256).join(' '),
    'data set': data.map(({ sha256 }) => sha256).join(' '),
  }
}

function settingsOfEval({ endpoint, drawing, benchmarks }: EvalManifest, setting: string) {
  const asked = benchmarks.find((each) => (each.setting ?? each.benchmark.id) === setting)
  const { sampling } = asked?.drawing ?? drawing
  const { route, templateHash, extraBody } = endpoint
  return {
    prompt: asked?.prompt.id,
    'prompt hash': asked?.prompt.sha256,
    'data set': asked?.data.sha256,
    route,
    'chat template': templateHash,
    'extra body': extraBody,
    ...sampling,
  }
}
