import { contentHash, type Model, type PromptedText } from '@retable/core'
import type { Step } from '../step.ts'
import { cannot } from './cannot.ts'
import type { Output, StepContext, Work } from './output.ts'

/** The log-probabilities of a step's texts. */
export function scoreWork(
  step: Extract<Step, { kind: 'score' }>,
  model: Model,
  texts: Output,
  { engineOf, store }: StepContext,
): Work {
  const engine = engineOf(step.role)
  const key = contentHash({ kind: 'score', engine: engine.identity, model: model.hash, texts: texts.hash() })
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
      if (engine.score === undefined) throw cannot(step, engine, 'score')
      const scores = await engine.score(model, texts.value() as readonly PromptedText[], signal)
      store.keepOutput(key, { scores })
    },
  }
}
