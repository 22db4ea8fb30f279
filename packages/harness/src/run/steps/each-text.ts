import { contentHash, type Engine, type Model, type PromptedText } from '@retable/core'
import type { Step } from '../step.ts'
import { cannot } from './cannot.ts'
import type { Output, StepContext, Work } from './output.ts'

type EachTextStep = Extract<Step, { kind: 'score' | 'count tokens' }>

/** A number for each of a step's texts: its log-probability, or its tokens. */
export function eachTextWork(
  step: EachTextStep,
  model: Model,
  texts: Output,
  { engineOf, store }: StepContext,
): Work {
  const engine = engineOf(step.role)
  const key = contentHash({
    kind: step.kind,
    engine: engine.identity,
    model: model.hash,
    texts: texts.hash(),
  })
  return {
    key,
    begun: () => ({ isBegun: false }),
    stored() {
      const output = store.output(key)
      if (output === undefined || !('scores' in output)) return Promise.resolve(undefined)
      const { scores } = output
      return Promise.resolve({
        value: () => scores,
        hash: () => contentHash(scores),
        record: { step: step.name, kind: step.kind, key },
      })
    },
    async perform(signal) {
      store.keepOutput(key, { scores: await numbers(step, engine, model, texts.value(), signal) })
    },
  }
}

async function numbers(
  step: EachTextStep,
  engine: Engine,
  model: Model,
  texts: unknown,
  signal: AbortSignal,
): Promise<readonly number[]> {
  if (step.kind === 'score') {
    if (engine.score === undefined) throw cannot(step, engine, 'score')
    return engine.score(model, texts as readonly PromptedText[], signal)
  }
  if (engine.countTokens === undefined) throw cannot(step, engine, 'count tokens')
  return engine.countTokens(model, texts as readonly string[], signal)
}
