import type { Assets } from '@retable/assets'
import type { SampleScore, Side, SideBenchmark } from '@retable/core'
import { itemName } from '@retable/evaluators/judges'
import { findAnyBenchmark } from '../benchmarks/find-benchmark.ts'
import { HarnessError } from '../errors.ts'
import { scoreJudgements, type JudgementFileScore } from '../judgements/score-judgements.ts'
import { doubtsOf } from '../results/doubts-of.ts'
import { answersElsewhere } from '../score/answers-elsewhere.ts'
import { scoreFile, type FileScore } from '../score/score-file.ts'
import type { Columns } from '@retable/readers'
import type { ItemFacts } from './item-facts.ts'
import { sideBenchmark, type ScoredPart } from './side-benchmark.ts'

/** A file of outputs or judgements, and how it is scored. */
export interface FileSource {
  readonly file: string
  /** What a reader calls it. */
  readonly name: string
  /** A benchmark's id, or the path of a module of one. */
  readonly benchmark: string
  readonly variant?: string | undefined
  readonly columns?: Columns | undefined
  /** One of several models whose judgements the file holds. */
  readonly model?: string | undefined
}

/**
 * Scores a file of outputs, a log or a file of judgements.
 *
 * @throws as scoreFile and scoreJudgements
 */
export async function sideOfFile(
  source: FileSource,
  tools: { readonly assets: Assets; readonly factsOf: ItemFacts; readonly signal?: AbortSignal | undefined },
): Promise<Side> {
  const { file, name, variant, columns } = source
  const { assets, factsOf, signal } = tools
  const benchmark = await findAnyBenchmark(source.benchmark)
  if ('kind' in benchmark) {
    const score = await scoreJudgements({ benchmark, file, variant, assets, signal })
    const facts = await factsOf(source.benchmark, score.variant)
    const { lost, judges } = score
    return oneBenchmark(name, score, ofModel(score, source), {
      ...{ facts, doubts: doubtsOf({ lost }) },
      settings: judges.length === 0 ? {} : { judge: judges.toSorted().join(', ') },
    })
  }
  const parts: ScoredPart[] = []
  const score = await scoreFile({
    ...{ benchmark, file, variant, columns, assets, signal, readByOthers: true },
    onSample: ({ score: { item, sample, score, extracted, gold } }) =>
      void parts.push({ item, sample, score, extracted, gold }),
  })
  const facts = await factsOf(source.benchmark)
  const { lost, isShifted } = score
  const shifted = 'the ids are one too high, so that the scores are those of other items'
  const doubts = [...(isShifted ? [shifted] : []), ...doubtsOf({ lost })]
  const notes = [...score.warnings]
  const elsewhere = answersElsewhere([score])
  if (elsewhere !== undefined) {
    const isAll = parts.every(({ extracted }) => extracted === null)
    ;(isAll ? doubts : notes).push(elsewhere)
  }
  const settings = settingsOfLog(score)
  return oneBenchmark(name, score, parts, { facts, doubts, notes, settings })
}

/**
 * The judged items of one model, by the question alone.
 *
 * @throws HarnessError `harness/unknown-model`
 */
function ofModel(
  { scores, models, benchmark }: Pick<JudgementFileScore, 'scores' | 'models' | 'benchmark'>,
  { name, model }: FileSource,
): readonly SampleScore[] {
  if (model === undefined) {
    const isOfSeveral =
      models.length > 1 &&
      scores.some(({ item }) => models.some((each) => item.startsWith(`${itemName(each)}/`)))
    if (!isOfSeveral) return scores
    throw new HarnessError(
      'harness/unknown-model',
      `${name}: it judges several models; choose one, as in ${name}#${models[0]!}: ${models.join(', ')}`,
    )
  }
  if (!models.includes(model)) {
    throw new HarnessError(
      'harness/unknown-model',
      `${name}: no model of it is "${model}"; it has: ${models.join(', ')}`,
    )
  }
  if (models.length === 1) return scores
  const prefix = `${itemName(model)}/`
  const own = scores.filter(({ item }) => item.startsWith(prefix))
  if (own.length > 0) return own.map((score) => ({ ...score, item: score.item.slice(prefix.length) }))
  throw new HarnessError(
    'harness/unknown-model',
    `${name}: ${benchmark} does not tell whose its judgements are`,
  )
}

/** What a log states of how it was asked; a file that is none states nothing. */
function settingsOfLog({ log }: Pick<FileScore, 'log'>): SideBenchmark['settings'] {
  if (log === undefined) return {}
  return { ...(log.task === null ? {} : { task: log.task }), ...log.settings }
}

function oneBenchmark(
  name: string,
  by: {
    readonly benchmark: string
    readonly version: string
    readonly variant: string
    readonly variantVersion: string
  },
  parts: readonly ScoredPart[],
  of: {
    readonly facts: Awaited<ReturnType<ItemFacts>>
    readonly doubts?: readonly string[]
    readonly notes?: readonly string[]
    readonly settings?: SideBenchmark['settings']
  },
): Side {
  const { facts, doubts = [], notes = [], settings = {} } = of
  const scored = sideBenchmark(parts, facts, {
    setting: by.benchmark,
    benchmark: { id: by.benchmark, version: by.version },
    variant: { id: by.variant, version: by.variantVersion },
    ...{ settings, doubts, notes, truncated: null },
  })
  return { name, benchmarks: [scored] }
}
