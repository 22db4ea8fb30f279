import {
  contentHash,
  type ModelFile,
  type PreferencePair,
  type PromptedText,
  type Training,
  type TrainingPlan,
} from '@retable/core'
import { HarnessError } from '../../errors.ts'
import type { Step } from '../layout.ts'
import type { Made, StepContext, StepRecord } from './made.ts'

/** Trains a model, unless the store holds what would come of it. */
export async function train(
  step: Extract<Step, { kind: 'train' }>,
  model: ModelFile | null,
  examples: Made,
  { engine, store, signal, onEvent }: StepContext,
): Promise<Made> {
  const texts = examples.value as readonly PromptedText[] | readonly PreferencePair[]
  const training = trainingOf(step.plan, texts.length)
  const key = contentHash({
    kind: 'train',
    engine: engine.identity,
    model: model?.sha256 ?? null,
    examples: examples.hash,
    training,
  })
  const record: StepRecord = { step: step.name, kind: step.kind, key }
  if (training.steps === 0) {
    // Nothing to learn from (no prompt had both right and wrong samples): the model stays what it was.
    if (model === null)
      throw new HarnessError('harness/no-examples', `${step.name} has no examples to train on`)
    return { value: model, hash: model.sha256, record }
  }
  const sha256 = (): string | undefined => {
    const output = store.output(key)
    return output !== undefined && 'model' in output ? output.model : undefined
  }
  const held = async (): Promise<ModelFile | undefined> => {
    const kept = sha256()
    return kept === undefined ? undefined : store.models.whole(kept)
  }
  let reused = true
  for (;;) {
    const value = await held()
    if (value !== undefined) return { value, hash: value.sha256, record, reused }
    await store.leased(
      key,
      async (leased) => {
        if ((await held()) !== undefined) return
        const damaged = sha256()
        const aside = damaged === undefined ? undefined : await store.models.setAside(damaged)
        if (aside !== undefined) onEvent?.({ kind: 'set aside', step: step.name, file: aside })
        const trained = await engine.train(
          {
            ...(model === null ? {} : { model }),
            training,
            examples: texts,
            output: store.workFile(key, 'model'),
            checkpoint: store.workFile(key, 'checkpoint'),
            onStep: ({ step: done, steps }) =>
              onEvent?.({ kind: 'progress', step: step.name, done, of: steps, unit: 'steps' }),
          },
          leased,
        )
        await store.models.keep(trained)
        store.keepOutput(key, { model: trained.sha256 })
        reused = false
      },
      signal,
    )
  }
}

/** The training that a plan comes to with so many examples. */
export function trainingOf({ maxSteps, passes, ...plan }: TrainingPlan, examples: number): Training {
  const once = examples / plan.batchSize
  const steps = passes === undefined ? maxSteps : Math.min(maxSteps, Math.ceil(passes * once))
  return { ...plan, steps: examples === 0 ? 0 : steps }
}
