import type { Cost, TierName, Work } from '@retable/core'
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
  /** What the store has of it; null for steps that are always worked out anew, and where no store was asked. */
  readonly held: StoredStep | null
}

/** A recipe laid out, with what it will cost at most. */
export interface Plan {
  readonly paper: string
  readonly tier: TierName
  readonly steps: readonly PlannedStep[]
  readonly samples: number
  readonly tokens: number
  readonly trainingSteps: number
  /** Estimated, by the formula in `formula`; null where the tier needs no GPU. */
  readonly gpuHours: number | null
  readonly formula: string | null
  /** Why the tier cannot run on this machine; null where it can. */
  readonly cannotRun: string | null
}

/**
 * Adds up what a layout costs at most: sizes of derived data are not known before they are there, so a step counts the
 * most elements that its inputs can give, and a training its most steps.
 */
export function planOf(
  of: { readonly paper: string; readonly tier: TierName; readonly steps: readonly Step[] },
  engines: PlannedEngines,
  held: ReadonlyMap<string, StoredStep> = new Map(),
): Plan {
  let gpuSeconds: number | null = null
  const planned = of.steps.map((step): PlannedStep => {
    const { work, samples, trainingSteps } = workIn(step)
    const cost: Cost = work === null ? { tokens: 0 } : engines.cost(work.role, work)
    const { gpuSeconds: seconds } = cost
    if (seconds !== undefined) gpuSeconds = (gpuSeconds ?? 0) + seconds
    return {
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
  return {
    paper: of.paper,
    tier: of.tier,
    cannotRun: engines.cannotRun,
    steps: planned,
    samples: sum(({ samples }) => samples),
    tokens: sum(({ tokens }) => tokens),
    trainingSteps: sum(({ trainingSteps }) => trainingSteps),
    gpuHours: gpuSeconds === null ? null : gpuSeconds / 3600,
    formula: gpuSeconds === null ? null : engines.formula,
  }
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
    const work = { kind: 'train', role: step.role, steps, rowsPerStep } as const
    return { work, samples: 0, trainingSteps: steps }
  }
  return { work: null, samples: 0, trainingSteps: 0 }
}
