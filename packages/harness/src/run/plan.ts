import { contentHash, type Cost, type PublishedWeights, type TierName, type Work } from '@retable/core'
import type { PlannedEngines } from '../engines/tier-engines.ts'
import type { StoredStep } from './stored-steps.ts'
import { inputsOf, type Step } from './step.ts'
import { trainingOf } from './steps/train.ts'

/** One step of a plan with its largest cost. */
export interface PlannedStep {
  readonly step: string
  readonly kind: Step['kind']
  readonly needs: readonly string[]
  readonly samples: number
  /** Most tokens drawn, or passed through in training (each row counted to the model's full context). */
  readonly tokens: number
  readonly trainingSteps: number
  /** Estimated; null where no GPU is needed. */
  readonly gpuHours: number | null
  /** Of one processor core, estimated; null where nothing tells of it. */
  readonly coreHours: number | null
  /** What it leaves on the disk: weights, trained models, samples; null where that is little, or not known. */
  readonly diskBytes: number | null
  /** What it has there besides while it is under way: the checkpoint of a training. */
  readonly workBytes: number | null
  /** What the store has of it; null for steps that are always worked out anew, and where no store was asked. */
  readonly held: StoredStep | null
}

/** A model of others, and the roles that it plays. */
export interface StartingModel {
  readonly weights: PublishedWeights
  readonly roles: readonly string[]
}

/** A recipe laid out, with what it will cost at most. */
export interface Plan {
  readonly paper: string
  readonly tier: TierName
  /** Of a tier that has several; null of the others. */
  readonly benchmark: string | null
  readonly steps: readonly PlannedStep[]
  /** Models of others that it starts from, each once. */
  readonly startsFrom: readonly StartingModel[]
  readonly samples: number
  readonly tokens: number
  readonly trainingSteps: number
  /** Estimated, by the formula in `formula`; null where the tier needs no GPU. */
  readonly gpuHours: number | null
  /** Of one processor core, by the formula; null where nothing tells of it. */
  readonly coreHours: number | null
  /** Cores that the tier is laid out for; null where `coreHours` is. */
  readonly cores: number | null
  readonly formula: string | null
  /** Of all that is kept, and of the largest checkpoint; null where nothing tells of it. */
  readonly diskBytes: number | null
  /** Room on the disk of the store, in bytes; null where nobody tells. */
  readonly freeBytes: number | null
  /** What the estimates take for granted, in sentences. */
  readonly assumptions: readonly string[]
  /** Why the tier cannot run on this machine; null where it can. */
  readonly cannotRun: string | null
}

/**
 * Adds up what a layout costs at most: sizes of derived data are not known before they are there, so a step counts the
 * most elements that its inputs can give, and a training its most steps.
 */
export function planOf(
  of: {
    readonly paper: string
    readonly tier: TierName
    readonly benchmark?: string | undefined
    readonly steps: readonly Step[]
    /** Bytes of published weights by the step that loads them. */
    readonly weights?: ReadonlyMap<string, number>
  },
  engines: PlannedEngines & { readonly freeBytes?: number | null },
  held: ReadonlyMap<string, StoredStep> = new Map(),
): Plan {
  const planned = of.steps.map((step): PlannedStep => {
    const { work, samples, trainingSteps } = workIn(step)
    const cost: Cost = work === null ? { tokens: 0 } : engines.cost(work.role, work)
    const {
      gpuSeconds: seconds,
      coreSeconds,
      diskBytes = of.weights?.get(step.name) ?? null,
      workBytes = null,
    } = cost
    return {
      gpuHours: seconds === undefined ? null : seconds / 3600,
      coreHours: coreSeconds === undefined ? null : coreSeconds / 3600,
      diskBytes,
      workBytes,
      step: step.name,
      kind: step.kind,
      needs: inputsOf(step),
      samples,
      tokens: cost.tokens,
      trainingSteps,
      held: held.get(step.name) ?? null,
    }
  })
  const sum = (value: (step: PlannedStep) => number) =>
    planned.reduce((total, step) => total + value(step), 0)
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
  const hours = known(planned.map(({ gpuHours }) => gpuHours))
  const coreHours = known(planned.map(({ coreHours }) => coreHours))
  const isEstimated = hours.length + coreHours.length > 0
  const total = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0)
  const kept = known(planned.map(({ diskBytes }) => diskBytes))
  const largest = Math.max(0, ...known(planned.map(({ workBytes }) => workBytes)))
  return {
    paper: of.paper,
    tier: of.tier,
    benchmark: of.benchmark ?? null,
    cannotRun: engines.cannotRun,
    steps: planned,
    startsFrom: startsFrom(of.steps),
    samples: sum(({ samples }) => samples),
    tokens: sum(({ tokens }) => tokens),
    trainingSteps: sum(({ trainingSteps }) => trainingSteps),
    gpuHours: total(hours),
    coreHours: total(coreHours),
    cores: coreHours.length === 0 ? null : (engines.cores ?? null),
    formula: isEstimated ? engines.formula : null,
    diskBytes: kept.length === 0 ? null : kept.reduce((total, each) => total + each, largest),
    freeBytes: engines.freeBytes ?? null,
    assumptions: isEstimated ? engines.assumptions : [],
  }
}

function startsFrom(steps: readonly Step[]): StartingModel[] {
  const loads = steps.filter((step) => step.kind === 'load')
  return [...Map.groupBy(loads, ({ weights }) => contentHash(weights)).values()].map((same) => ({
    weights: same[0]!.weights,
    roles: same.map(({ role }) => role),
  }))
}

function workIn(step: Step): {
  readonly work: (Work & { readonly role: string }) | null
  readonly samples: number
  readonly trainingSteps: number
} {
  if (step.kind === 'generate') {
    const { role, most, sampling } = step
    const samples = most * step.samples
    const work = { kind: 'generate', role, samples, maxTokens: sampling.maxTokens } as const
    return { work, samples, trainingSteps: 0 }
  }
  if (step.kind === 'train') {
    const { steps } = trainingOf(step.plan, step.most)
    const rowsPerStep = step.plan.batchSize * (step.plan.loss.kind === 'dpo' ? 2 : 1)
    const work = { kind: 'train', role: step.role, steps, rowsPerStep, models: step.checkpoints } as const
    return { work, samples: 0, trainingSteps: steps }
  }
  return { work: null, samples: 0, trainingSteps: 0 }
}
