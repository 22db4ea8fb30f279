import { existsSync } from 'node:fs'
import { contentHash, type Model, type PreferencePair, type PromptedText, type Training } from '@retable/core'
import type { FileModel, StepOutput } from '@retable/store'
import { HarnessError } from '../../errors.ts'
import type { SeededPlan, Step } from '../step.ts'
import { cannot } from './cannot.ts'
import type { Output, StepContext, Work } from './output.ts'

type TrainStep = Extract<Step, { kind: 'train' }>

/** The training of a step's model, or of the models that are kept on its way. */
export function trainWork(
  step: TrainStep,
  model: Model | null,
  examples: Output,
  { engineOf, store, onEvent }: StepContext,
): Work {
  const engine = engineOf(step.role)
  const texts = examples.value() as readonly PromptedText[] | readonly PreferencePair[]
  const training = trainingOf(step.plan, texts.length)
  const keepAt = keptSteps(training.steps, step.checkpoints)
  const key = contentHash({
    kind: 'train',
    engine: engine.identity,
    model: model?.hash ?? null,
    examples: examples.hash(),
    training,
    ...(keepAt.length === 0 ? {} : { keepAt }),
  })
  if (training.steps === 0) return untrained(step, model, key)
  const hashes = () => hashesIn(store.output(key))
  return {
    key,
    begun: () => ({ isBegun: existsSync(store.workFile(key, 'checkpoint')) }),
    async stored() {
      const models: FileModel[] = []
      for (const hash of hashes()) {
        const whole = await store.models.whole(hash)
        if (whole === undefined) return undefined
        models.push({ ...whole, id: step.name })
      }
      return models.length === 0 ? undefined : outputOf(step, key, models)
    },
    async perform(signal) {
      if (engine.train === undefined) throw cannot(step, engine, 'train')
      for (const hash of hashes()) {
        const file = await store.models.setAside(hash)
        if (file !== undefined) onEvent?.({ kind: 'set aside', step: step.name, file })
      }
      const request = {
        ...(model === null ? {} : { model }),
        training,
        examples: texts,
        output: store.workFile(key, 'model'),
        checkpoint: store.workFile(key, 'checkpoint'),
        ...(keepAt.length === 0 ? {} : { keepAt }),
      }
      const onStep = ({ step: done, steps }: { readonly step: number; readonly steps: number }) =>
        onEvent?.({ kind: 'progress', step: step.name, done, of: steps, unit: 'steps' })
      const trained = await engine.train({ ...request, onStep }, signal)
      for (const one of trained) await store.models.keep(one as FileModel)
      const [first] = trained
      store.keepOutput(
        key,
        keepAt.length === 0 ? { model: first!.hash } : { models: trained.map(({ hash }) => hash) },
      )
    },
  }
}

/** The training that a plan comes to with so many examples. */
export function trainingOf({ maxSteps, passes, ...plan }: SeededPlan, examples: number): Training {
  const once = examples / plan.batchSize
  const steps = passes === undefined ? maxSteps : Math.min(maxSteps, Math.ceil(passes * once))
  return { ...plan, steps: examples === 0 ? 0 : steps }
}

/** Steps after which a model is kept, besides the last: `checkpoints` of them are spread evenly. */
function keptSteps(steps: number, checkpoints: number): number[] {
  const at = Array.from({ length: checkpoints - 1 }, (_, i) => Math.round(((i + 1) * steps) / checkpoints))
  return [...new Set(at)].filter((step) => step > 0 && step < steps)
}

/** Nothing to learn from, as where no prompt had both right and wrong samples: the model stays what it was. */
function untrained(step: TrainStep, model: Model | null, key: string): Work {
  if (model === null)
    throw new HarnessError('harness/no-examples', `${step.name} has no examples to train on`)
  return {
    key,
    begun: () => ({ isBegun: false }),
    stored: () => Promise.resolve(outputOf(step, key, [model])),
    perform: () => Promise.resolve(),
  }
}

/** A training gives its models, the trained one last; without checkpoints that is all there is. */
function outputOf({ name, kind, checkpoints }: TrainStep, key: string, models: readonly Model[]): Output {
  const last = models.at(-1)!
  return {
    value: () => (checkpoints > 1 ? models : last),
    hash: () => last.hash,
    record: { step: name, kind, key },
  }
}

function hashesIn(output: StepOutput | undefined): readonly string[] {
  if (output === undefined || 'scores' in output) return []
  return 'models' in output ? output.models : [output.model]
}
