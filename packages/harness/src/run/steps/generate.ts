import { createHash } from 'node:crypto'
import { contentHash, type Completion, type ModelFile, type Task, type TaskSamples } from '@retable/core'
import { HarnessError } from '../../errors.ts'
import type { Step } from '../layout.ts'
import type { Made, StepContext } from './made.ts'

/** Draws the samples that the store does not hold, and keeps each as it comes. */
export async function generate(
  step: Extract<Step, { kind: 'generate' }>,
  model: ModelFile,
  allTasks: readonly Task[],
  { engine, store, signal, onEvent, counts }: StepContext,
): Promise<Made> {
  const { sampling, seed, samples: perTask } = step
  const tasks = allTasks.slice(0, step.first)
  const common = contentHash({ engine: engine.identity, model: model.sha256, sampling, seed })
  const requests = tasks.flatMap((task) =>
    Array.from({ length: perTask }, (_, i) => ({ prompt: task.prompt, stream: `${task.id}/${i}` })),
  )
  const keys = requests.map(({ prompt, stream }) => sha256(JSON.stringify([common, prompt, stream])))
  const lease = sha256(JSON.stringify(keys))
  const missing = () => {
    const found = store.samples(keys)
    return requests.flatMap((request, i) => (found.has(keys[i]!) ? [] : [{ ...request, key: keys[i]! }]))
  }
  const progress = (done: number) =>
    onEvent?.({ kind: 'progress', step: step.name, done, of: requests.length, unit: 'samples' })
  const held = requests.length - missing().length
  counts.reused += held
  progress(held)
  let reused = requests.length > 0
  if (held < requests.length) {
    await store.leased(
      lease,
      async (leased) => {
        const wanted = missing()
        let done = requests.length - wanted.length
        for await (const part of engine.generate(model, { requests: wanted, sampling, seed }, leased)) {
          store.keepSamples(part.map(({ index, completion }) => ({ key: wanted[index]!.key, completion })))
          done += part.length
          counts.drawn += part.length
          reused = false
          progress(done)
        }
      },
      signal,
    )
  }
  const found = store.samples(keys)
  const sample = (index: number): Completion => {
    const completion = found.get(keys[index]!)
    if (completion !== undefined) return completion
    const count = requests.length - keys.filter((key) => found.has(key)).length
    throw new HarnessError(
      'harness/missing-sample',
      `${step.name}: ${count} of ${requests.length} samples are missing after drawing; run the command again`,
      { kind: 'environment' },
    )
  }
  const value: TaskSamples[] = tasks.map((task, t) => ({
    task,
    completions: Array.from({ length: perTask }, (_, i) => sample(t * perTask + i)),
  }))
  const tokens = [...found.values()].reduce((sum, { tokens }) => sum + tokens, 0)
  const record = { step: step.name, kind: step.kind, key: lease, tokens }
  return { value, hash: contentHash(value), record, reused }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
