import { contentHash, type ModelFile, type PromptedText } from '@retable/core'
import type { Step } from '../layout.ts'
import type { Made, StepContext } from './made.ts'

/** Log-probabilities of texts, unless the store holds them. */
export async function score(
  step: Extract<Step, { kind: 'score' }>,
  model: ModelFile,
  texts: Made,
  { engine, store, signal }: StepContext,
): Promise<Made> {
  const key = contentHash({ kind: 'score', engine: engine.identity, model: model.sha256, texts: texts.hash })
  let kept = store.output(key)
  if (kept === undefined || !('scores' in kept)) {
    const scores = await engine.score(model, texts.value as readonly PromptedText[], signal)
    kept = { scores }
    store.keepOutput(key, kept)
  }
  const record = { step: step.name, kind: step.kind, key }
  return { value: kept.scores, hash: contentHash(kept.scores), record }
}
