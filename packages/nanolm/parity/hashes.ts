/**
 * Trains, draws and scores a little on the Node that runs it, and prints hashes of every bit that came out, as JSON.
 * The argument is a folder to work in.
 */
import path from 'node:path'
import { contentHash, type PreferencePair, type Training } from '@retable/core'
import { openNanolm } from '../src/engine.ts'

const pieces = ['a', 'b', 'c', 'd', '?']
const folder = process.argv[2]!
const engine = openNanolm({ pieces, width: 32, layers: 2, heads: 2, context: 24, workers: 2 })
const common = { batchSize: 8, steps: 20, order: 'shuffled', seed: 3 } as const
const optimizer = {
  learningRate: 0.01,
  weightDecay: 0.01,
  clip: 1,
  warmup: 2,
  decayFrom: 0.5,
  finalShare: 0.1,
  betas: [0.9, 0.95],
  epsilon: 1e-8,
} as const
const sft: Training = {
  ...common,
  loss: { kind: 'sft', mean: 'tokens' },
  optimizer: { ...optimizer, kind: 'muon', matrixLearningRate: 0.02, momentum: 0.95 },
}
const dpo: Training = {
  ...common,
  loss: { kind: 'dpo', beta: 0.1, alpha: 1 },
  optimizer: { ...optimizer, kind: 'adamw' },
}
const texts = ['abab', 'bcbcbc', 'd', 'dcba'].map((completion, i) => ({
  prompt: `${pieces[i]!}?`,
  completion,
}))
const pairs: PreferencePair[] = texts.map(({ prompt, completion }, i) => {
  return { prompt, chosen: completion, rejected: texts[(i + 1) % texts.length]!.completion }
})
const file = (name: string) => ({
  output: path.join(folder, name),
  checkpoint: path.join(folder, `${name}.checkpoint`),
})

const [base] = await engine.train({ training: sft, examples: texts, ...file('base') })
const [preferred] = await engine.train({ model: base!, training: dpo, examples: pairs, ...file('preferred') })
const requests = texts.flatMap(({ prompt }, i) =>
  Array.from({ length: 80 }, (_, j) => ({ prompt, stream: `${i}/${j}` })),
)
const sampling = { temperature: 0.8, topP: 0.9, maxTokens: 12 }
const samples = await Array.fromAsync(engine.generate(preferred!, { requests, sampling, seed: 7 }))
const scores = await engine.score(preferred!, texts)
await engine.close()
process.stdout.write(
  JSON.stringify({
    node: process.versions.node.split('.')[0],
    base: base!.hash,
    preferred: preferred!.hash,
    samples: contentHash(samples),
    scores: contentHash(scores),
  }),
)
