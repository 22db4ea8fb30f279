import { contentHash, type Model } from '@retable/core'
import type { Step } from '../step.ts'
import { cannot } from './cannot.ts'
import type { StepContext, Work } from './output.ts'

/** The fetching of published weights. */
export function loadWork(
  step: Extract<Step, { kind: 'load' }>,
  { engineOf }: Pick<StepContext, 'engineOf'>,
): Work {
  const engine = engineOf(step.role)
  const { weights } = step
  const outputOf = (model: Model) => ({
    value: () => ({ ...model, id: step.name }),
    hash: () => model.hash,
    record: {
      ...{ step: step.name, kind: step.kind, key: model.hash, weights },
      ...(model.chatTemplate === undefined ? {} : { chatTemplate: model.chatTemplate }),
    },
  })
  return {
    key: contentHash({ kind: step.kind, engine: engine.identity, weights }),
    begun: () => ({ isBegun: false }),
    async stored() {
      const model = await engine.load?.(weights, { here: true })
      return model === undefined ? undefined : outputOf(model)
    },
    async perform(signal) {
      if (engine.load === undefined) throw cannot(step, engine, 'load published weights')
      await engine.load(weights, { here: false, signal })
    },
  }
}
