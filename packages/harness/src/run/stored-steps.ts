import { isUnavailable } from '@retable/core'
import { workOf } from './execute.ts'
import { inputsOf, type Step } from './step.ts'
import type { Output, StepContext } from './steps/output.ts'
import { pureStep } from './steps/pure.ts'

/** What a store has of a step of model work. */
export interface StoredStep {
  /** `later`: its inputs are not there yet, so that nothing can be known of it. */
  readonly state: 'done' | 'begun' | 'to do' | 'later'
  /** Samples that are there, of a step that generates. */
  readonly samples: number
}

/**
 * What the store has of a layout's model work: steps are looked up by the keys of a run, and pure steps between them are
 * worked out. Nothing is drawn, trained or written.
 */
export async function storedSteps(
  steps: readonly Step[],
  options: Pick<StepContext, 'engineOf' | 'store' | 'read'>,
): Promise<ReadonlyMap<string, StoredStep>> {
  const { engineOf, read } = options
  // A lookup keeps nothing: a run may be under way.
  const store = { ...options.store, keepStep: () => undefined }
  const context = { engineOf, store, read, counts: { drawn: 0, reused: 0 } }
  const outputs = new Map<string, Output>()
  const found = new Map<string, StoredStep>()
  for (const step of steps) {
    const isReady = inputsOf(step).every((name) => outputs.has(name))
    const work = isReady ? workOf(step, (name) => outputs.get(name)!, context) : undefined
    if (work !== undefined) {
      const output = await work.stored()
      const { isBegun, samples } = work.begun()
      found.set(step.name, {
        state: output !== undefined ? 'done' : isBegun ? 'begun' : 'to do',
        samples: samples?.there ?? 0,
      })
      if (output !== undefined) outputs.set(step.name, output)
    } else if (isModelWork(step)) found.set(step.name, { state: 'later', samples: 0 })
    else if (isReady) {
      const output = await pureStep(step, (name) => outputs.get(name)!, { read }).catch(notHere)
      if (output !== undefined) outputs.set(step.name, output)
    }
  }
  return found
}

/** Data of a file that is not here yet: what follows from them comes later. */
function notHere(error: unknown): undefined {
  if (!isUnavailable(error)) throw error
}

/** Whether it is the work of an engine. */
function isModelWork(step: Step): boolean {
  return 'role' in step
}
