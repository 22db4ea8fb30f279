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
  const record = { step: step.name, kind: step.kind, key }
  const held = (): readonly number[] | undefined => {
    const output = store.output(key)
    return output !== undefined && 'scores' in output ? output.scores : undefined
  }
  let reused = true
  for (;;) {
    const value = held()
    if (value !== undefined) return { value, hash: contentHash(value), record, reused }
    await store.leased(
      key,
      async (leased) => {
        if (held() !== undefined) return
        const scores = await engine.score(model, texts.value as readonly PromptedText[], leased)
        store.keepOutput(key, { scores })
        reused = false
      },
      signal,
    )
  }
}
