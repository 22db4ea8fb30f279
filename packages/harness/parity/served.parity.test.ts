import type { Training, WholeEngine } from '@retable/core'
import { testEngine } from '@retable/core/testing'
import { afterAll, beforeAll } from 'vitest'
import { driver } from '../src/engines/served/driver.ts'
import { engineFolder } from './made-environment.ts'

// Real programs: PyTorch, TRL and Transformers, and a tiny Llama that is made on the spot.
let place: Awaited<ReturnType<typeof engineFolder>>
beforeAll(async () => {
  place = await engineFolder()
})
afterAll(() => place[Symbol.asyncDispose]())

const sums = [
  [1, 2],
  [2, 3],
  [4, 5],
  [7, 9],
].map(([a, b]) => ({ prompt: `${a} plus ${b}?`, completion: `${a} plus ${b} makes ${a! + b!}.` }))

const training: Training = {
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer: {
    ...{ kind: 'adamw', learningRate: 1e-3, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 },
    ...{ clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
  },
  ...{ batchSize: 4, steps: 60, order: 'given', seed: 3 },
}

testEngine('served', {
  async open(workers, checkpointMs = 5000) {
    const prepared = await driver.prepare({
      ...{ maxTokens: 64, adapter: null, weights: 'float32', autocast: null, gradientCheckpointing: false },
      // One text at a time on one thread: what makes this engine repeat itself.
      ...{ microBatch: 2, batch: 1, threads: 1, device: 'cpu', servers: 3 },
      checkpointSeconds: Math.max(0.001, checkpointMs / 1000),
      fresh: {
        ...{ kind: 'tiny-llama', layers: 2, width: 32, heads: 2, keyValueHeads: 1, intermediate: 64 },
        ...{ context: 64, vocabulary: 320, initializerRange: 0.2 },
        corpus: sums.flatMap(({ prompt, completion }) => [prompt, completion]),
      },
    })
    const engine = await prepared.open({ directory: place.folder, workers })
    return engine as WholeEngine
  },
  texts: sums,
  // Programs start in seconds, on a busy machine in half a minute.
  timeoutMs: 600_000,
  sft: training,
  dpo: {
    ...training,
    loss: { kind: 'dpo', beta: 0.1, alpha: 0 },
    steps: 4,
  },
})
