import { testEngine } from '@retable/core/testing'
import { openNanolm } from './engine.ts'

const optimizer = {
  weightDecay: 0.01,
  clip: 1,
  warmup: 2,
  decayFrom: 0.5,
  finalShare: 0.1,
  betas: [0.9, 0.95],
  epsilon: 1e-8,
} as const

testEngine('nanolm', {
  open: (workers, checkpointMs) =>
    openNanolm({
      ...{ pieces: ['a', 'b', 'c', 'd', '?'], width: 32, layers: 2, heads: 2, context: 24, workers },
      ...(checkpointMs === undefined ? {} : { checkpointMs }),
    }),
  texts: [
    { prompt: 'a?', completion: 'abab' },
    { prompt: 'b?', completion: 'bcbcbc' },
    { prompt: 'cd?', completion: 'd' },
    { prompt: '', completion: 'dcba' },
  ],
  sft: {
    loss: { kind: 'sft', mean: 'tokens' },
    optimizer: { ...optimizer, kind: 'muon', learningRate: 0.01, matrixLearningRate: 0.02, momentum: 0.95 },
    batchSize: 8,
    steps: 12,
    order: 'shuffled',
    seed: 3,
  },
  dpo: {
    loss: { kind: 'dpo', beta: 0.1, alpha: 1 },
    optimizer: { ...optimizer, kind: 'adamw', learningRate: 0.002 },
    batchSize: 4,
    steps: 6,
    order: 'shuffled',
    seed: 4,
  },
})
