import { existsSync } from 'node:fs'
import type { Engine, TrainRequest } from '@retable/core'
import { startAll } from './execute.ts'
import type { Step } from './layout.ts'
import type { Store } from './store.ts'

/** What a store holds of a step of model work. */
export interface Held {
  /** `later`: its inputs are not made yet, so that nothing can be known of it. */
  readonly state: 'done' | 'begun' | 'to do' | 'later'
  /** Samples that are there, of a step that generates. */
  readonly samples: number
}

/** Say that work is needed, or goes on from a checkpoint; they never reach a user. */
const [toDo, begun] = [new Error('to do'), new Error('begun')]

/**
 * What the store holds of a layout: the steps are executed with an engine that does nothing, so that keys are those of
 * a run, and pure steps between them are worked out.
 */
export async function heldSteps(
  steps: readonly Step[],
  { engine, store }: { readonly engine: Engine; readonly store: Store },
): Promise<ReadonlyMap<string, Held>> {
  const samples = new Map<string, number>()
  const started = new Set<string>()
  const made = startAll(steps, {
    engine: {
      ...engine,
      generate: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(toDo) }) }),
      train: ({ checkpoint }: TrainRequest) => Promise.reject(existsSync(checkpoint) ? begun : toDo),
      score: () => Promise.reject(toDo),
    },
    // Nothing is written, so nothing is leased: a run may be under way.
    store: {
      ...store,
      models: { ...store.models, setAside: () => Promise.resolve(undefined) },
      leased: (_key, work) => work(new AbortController().signal),
    },
    counts: { drawn: 0, reused: 0 },
    onEvent(event) {
      if (event.kind === 'start') started.add(event.step)
      if (event.kind === 'progress') samples.set(event.step, event.done)
    },
  })
  const held = new Map<string, Held>()
  for (const { name, kind } of steps) {
    const reason = await made.get(name)!.then(() => undefined, (error: unknown) => error) // prettier-ignore
    if (reason !== undefined && reason !== toDo && reason !== begun) throw reason
    if (kind !== 'generate' && kind !== 'train' && kind !== 'score') continue
    const there = samples.get(name) ?? 0
    const state = () => {
      if (reason === undefined) return 'done'
      if (!started.has(name)) return 'later'
      return reason === begun || there > 0 ? 'begun' : 'to do'
    }
    held.set(name, { state: state(), samples: there })
  }
  return held
}
