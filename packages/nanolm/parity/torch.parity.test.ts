import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { randomInteger, randomStream, type Loss } from '@retable/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { flatten, initialWeights, toParameters, type Weights } from '../src/model/architecture.ts'
import type { TokenRow } from '../src/training/batch.ts'
import { batchOf } from '../src/losses/objective.ts'
import { objectiveOf, type TokenExample } from '../src/losses/objective-of.ts'
import { updateOf, updateScalars, clipFactor } from '../src/training/optimizer.ts'
import { gradientOf, rowLogProbabilities, shards } from '../src/training/train.ts'

const architecture = { vocabulary: 136, width: 64, layers: 3, heads: 4, context: 36 }
const random = randomStream('parity with PyTorch', 1)
/** Weights in general position: what starts at 0 is moved, norms are not all 1. */
const weightsOf = (seed: number): Weights =>
  initialWeights(architecture, seed).map((array, i) =>
    array.map((value, j) => value + 0.05 * Math.sin(1 + i + 3 * j + seed)),
  )
const [weights, reference] = [weightsOf(1), weightsOf(2)]

function row(prompt: number, completion: number): TokenRow {
  const tokens = Array.from({ length: prompt + completion }, () => randomInteger(random, 2, 131))
  return { tokens, prompt }
}
const lengths = () => [randomInteger(random, 0, 18), randomInteger(random, 1, 18)] as const
const texts: TokenExample[] = Array.from({ length: 8 }, () => ({ row: row(...lengths()) }))
const sides = Array.from({ length: 8 }, () => {
  const [prompt, length] = lengths()
  const chosen = row(prompt, length)
  const other = row(0, randomInteger(random, 1, 18)).tokens
  const rejected = { tokens: [...chosen.tokens.slice(0, prompt), ...other], prompt }
  return { chosen, rejected, weight: 0.5 + random() }
})
const rows = sides.flatMap(({ chosen, rejected }) => [chosen, rejected])

const jobs: { name: string; loss: Loss; examples: readonly unknown[] }[] = [
  { name: 'SFT, mean over tokens', loss: { kind: 'sft', mean: 'tokens' }, examples: texts },
  { name: 'SFT, mean over responses', loss: { kind: 'sft', mean: 'responses' }, examples: texts },
  { name: 'DPO with likelihood', loss: { kind: 'dpo', beta: 0.1, alpha: 1 }, examples: sides },
  { name: 'DPO alone', loss: { kind: 'dpo', beta: 0.5, alpha: 0 }, examples: sides },
]
const optimizer = {
  kind: 'adamw',
  learningRate: 0.01,
  weightDecay: 0.1,
  clip: 0.5,
  warmup: 0,
  decayFrom: 0,
  finalShare: 1,
  betas: [0.9, 0.95],
  epsilon: 1e-8,
} as const
const factors = [1, -0.5, 2]

interface TorchResult {
  readonly version: string
  readonly jobs: readonly { readonly loss: number; readonly gradients: number[][] }[]
  readonly scores: readonly number[]
  readonly updated: number[][]
}
let torch: TorchResult
let scores: readonly number[]

// PyTorch is started, which reads hundreds of megabytes first.
beforeAll(async () => {
  torch = await runTorch({
    architecture,
    weights: weights.map((array) => [...array]),
    reference: reference.map((array) => [...array]),
    jobs,
    rows,
    optimizer: { ...optimizer, factors },
  })
  scores = rowLogProbabilities(architecture, reference, rows)
}, 300_000)

test('it is the locked PyTorch, and log-probabilities agree', () => {
  expect(torch.version).toBe('2.13.0+cpu')
  expect(worst(scores, torch.scores)).toBeLessThan(1e-5)
})

describe.each(jobs.map((job, i) => ({ ...job, i })))('$name', ({ loss, examples, i }) => {
  test('the loss and every gradient of a step agree to 1e-4', () => {
    const [value, gradients] = stepOf(loss, examples)
    const theirs = torch.jobs[i]!
    expect(Math.abs(value - theirs.loss)).toBeLessThan(1e-4 * Math.abs(theirs.loss))
    gradients.forEach((gradient, j) => expect(worst(gradient, theirs.gradients[j]!)).toBeLessThan(1e-4))
  })
})

test('three AdamW steps with clipping give the same weights', () => {
  const [, gradients] = stepOf(jobs[0]!.loss, jobs[0]!.examples)
  const update = updateOf(architecture, optimizer)
  const onDevice = (arrays: Weights) => flatten(toParameters(architecture, arrays))
  const zeros = () => onDevice(weights.map((array) => new Float32Array(array.length)))
  let next = { weights: onDevice(weights), state: { first: zeros(), second: zeros() } }
  factors.forEach((factor, step) => {
    const scaled = gradients.map((array) => array.map((value) => factor * value))
    const scalars = updateScalars(optimizer, step, factors.length, clipFactor(scaled, optimizer.clip))
    next = update(next.weights, onDevice(scaled), next.state, scalars)
  })
  // Of all that has moved: gradients near 0 turn on their last bits, and the first step is their sign.
  const moved = next.weights.map((tensor) => tensor.dataSync() as Float32Array)
  moved.forEach((array, i) => {
    const close = array.filter((value, j) => Math.abs(value - torch.updated[i]![j]!) < 1e-4)
    expect(close.length).toBeGreaterThan(0.999 * array.length)
  })
})

/** Loss and gradients of a step as a training computes them: shard by shard, added in order. */
function stepOf(loss: Loss, examples: readonly unknown[]): [number, Float32Array<ArrayBuffer>[]] {
  const whole = examples.map((example, i) =>
    loss.kind === 'dpo' ? { ...(example as object), reference: scores.slice(2 * i, 2 * i + 2) } : example,
  ) as TokenExample[]
  const gradient = gradientOf(architecture, loss)
  const size = whole.length / shards
  const parts = Array.from({ length: shards }, (_, shard) => {
    const own = whole.slice(shard * size, (shard + 1) * size)
    const [value, slopes] = gradient(
      flatten(toParameters(architecture, weights)),
      batchOf(objectiveOf(loss).rowsOf(own, whole), architecture.context),
    )
    return { value: value.dataSync()[0]!, slopes: slopes.map((slope) => slope.dataSync() as Float32Array) }
  })
  const value = parts.reduce((sum, part) => sum + part.value, 0)
  const sums = weights.map((array, j) =>
    array.map((_, k) => parts.reduce((sum, p) => sum + p.slopes[j]![k]!, 0)),
  )
  return [value, sums]
}

/** Largest difference over the largest value. */
function worst(ours: ArrayLike<number>, theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length)
  const most = theirs.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  return theirs.reduce((max, value, i) => Math.max(max, Math.abs(value - ours[i]!)), 0) / most
}

async function runTorch(job: object): Promise<TorchResult> {
  const python = process.env['RETABLE_PYTHON_NANOLM']
  if (!python)
    throw new Error('RETABLE_PYTHON_NANOLM names no Python with the locked packages; run ./retable test')
  const program = path.join(import.meta.dirname, 'torch_step.py')
  const running = promisify(execFile)(python, [program], { maxBuffer: 2 ** 30 })
  running.child.stdin!.end(JSON.stringify(job))
  return JSON.parse((await running).stdout) as TorchResult
}
