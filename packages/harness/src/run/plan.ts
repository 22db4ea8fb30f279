import type { TierName, TierSetup } from '@retable/core'
import type { Held } from './held.ts'
import { inputsOf, type Step } from './layout.ts'
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
  /** What the store holds of it; null for steps that are always worked out anew, and where no store was asked. */
  readonly held: Held | null
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

/** Floating-point operations a second that a GPU is taken to reach; an assumption, named in the formula. */
const [generationRate, trainingRate] = [30e12, 120e12]

/**
 * Adds up what a layout costs at most: sizes of derived data are not known before they are made, so a training counts
 * its most steps and a derived list as long as what it is made from.
 */
export function planOf(
  paper: string,
  {
    tier,
    setup,
    steps,
  }: { readonly tier: TierName; readonly setup: TierSetup<unknown>; readonly steps: readonly Step[] },
  held: ReadonlyMap<string, Held> = new Map(),
): Plan {
  const sizes = new Map(
    steps.flatMap((step) => (step.kind === 'data' ? [[step.name, step.size] as const] : [])),
  )
  const context = setup.engine.engine === 'nanolm' ? setup.engine.context : contextOfPaper
  const planned = steps.map((step): PlannedStep => {
    const common = {
      step: step.name,
      kind: step.kind,
      needs: inputsOf(step),
      samples: 0,
      tokens: 0,
      trainingSteps: 0,
      held: held.get(step.name) ?? null,
    }
    if (step.kind === 'generate') {
      const tasks = Math.min(step.first ?? Infinity, sizes.get(step.tasks) ?? 0)
      const samples = tasks * step.samples
      return { ...common, samples, tokens: samples * step.sampling.maxTokens }
    }
    if (step.kind === 'train') {
      const { steps: count } = trainingOf(step.plan, sizes.get(step.examples) ?? Infinity)
      const rows = step.plan.batchSize * (step.plan.loss.kind === 'dpo' ? 2 : 1)
      return { ...common, trainingSteps: count, tokens: count * rows * context }
    }
    return common
  })
  const sum = (value: (step: PlannedStep) => number) =>
    planned.reduce((total, step) => total + value(step), 0)
  const ofKind = (kind: Step['kind']) => planned.filter((step) => step.kind === kind)
  const tokensOf = (kind: Step['kind']) => ofKind(kind).reduce((total, { tokens }) => total + tokens, 0)
  const parameters = setup.engine.engine === 'none' ? setup.engine.parameters : null
  const seconds =
    parameters === null
      ? null
      : (2 * parameters * tokensOf('generate')) / generationRate +
        (6 * parameters * tokensOf('train')) / trainingRate
  return {
    paper,
    tier,
    cannotRun: setup.engine.engine === 'none' ? setup.engine.reason : null,
    steps: planned,
    samples: sum(({ samples }) => samples),
    tokens: sum(({ tokens }) => tokens),
    trainingSteps: sum(({ trainingSteps }) => trainingSteps),
    gpuHours: seconds === null ? null : seconds / 3600,
    formula:
      seconds === null
        ? null
        : `an estimate: (2 × parameters × tokens drawn) / ${generationRate / 1e12} TFLOP/s + (6 × parameters × tokens trained on) / ${trainingRate / 1e12} TFLOP/s, every response at its longest`,
  }
}

/** Tokens of a prompt and a response in the paper tiers, for the estimate. */
const contextOfPaper = 768
