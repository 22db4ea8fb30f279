import type { Optimizer } from '@retable/core'
import { flatten, shapesOf, type Architecture, type Weights } from '../model/architecture.ts'
import { jit, np, type Tensor } from '../model/library.ts'

/** The learning rate's factor at a 0-based step of `steps`. */
function rateFactor({ warmup, decayFrom, finalShare }: Optimizer, step: number, steps: number): number {
  const up = Math.min(1, (step + 1) / Math.max(1, warmup))
  const passed = Math.max(0, (step / steps - decayFrom) / (1 - decayFrom))
  return up * (1 - (1 - finalShare) * passed)
}

/** The factor that brings gradients to a global norm of at most `clip`. */
export function clipFactor(gradients: Weights, clip: number): number {
  let squares = 0
  for (const gradient of gradients) for (const value of gradient) squares += value * value
  return Math.min(1, clip / (Math.sqrt(squares) + 1e-12))
}

/** Moments of every weight: AdamW's two, or Muon's one (the second stays 0). */
export interface OptimizerState {
  readonly first: Tensor[]
  readonly second: Tensor[]
}

/** One update of all weights as a compiled function; every argument is consumed. */
export type Update = (
  weights: Tensor[],
  gradients: Tensor[],
  state: OptimizerState,
  /** [rate, matrix rate, 1/(1 − β₁ᵗ), 1/(1 − β₂ᵗ), gradient factor] */
  scalars: Tensor,
) => { weights: Tensor[]; state: OptimizerState }

/**
 * Compiles the update for an architecture: AdamW (Loshchilov & Hutter, arXiv 1711.05101v3), or Muon for the layers'
 * matrices (Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks").
 */
export function updateOf(architecture: Architecture, optimizer: Optimizer): Update {
  const shapes = flatten(shapesOf(architecture))
  const {
    betas: [beta1, beta2],
    epsilon,
    momentum = 0,
  } = optimizer
  // The first weight is the embedding: a matrix, but one whose rows are looked up, so AdamW's.
  const isMuon = shapes.map((shape, i) => optimizer.kind === 'muon' && i > 0 && shape.length === 2)
  return jit((weights: Tensor[], gradients: Tensor[], state: OptimizerState, scalars: Tensor) => {
    const [rate, matrixRate, correct1, correct2, scale] = [0, 1, 2, 3, 4].map((i) =>
      scalars.ref.slice(i),
    ) as [Tensor, Tensor, Tensor, Tensor, Tensor]
    scalars.dispose()
    const next = { weights: [] as Tensor[], state: { first: [] as Tensor[], second: [] as Tensor[] } }
    weights.forEach((weight, i) => {
      const gradient = gradients[i]!.mul(scale.ref)
      const [first, second] = [state.first[i]!, state.second[i]!]
      if (isMuon[i]) {
        const m = first.mul(momentum).add(gradient.ref)
        const direction = orthogonalized(gradient.add(m.ref.mul(momentum)), shapes[i]!)
        next.weights.push(weight.sub(direction.mul(matrixRate.ref)))
        next.state.first.push(m)
        next.state.second.push(second)
        return
      }
      const m = first.mul(beta1).add(gradient.ref.mul(1 - beta1))
      const v = second.mul(beta2).add(np.square(gradient).mul(1 - beta2))
      const step = m.ref.mul(correct1.ref).div(np.sqrt(v.ref.mul(correct2.ref)).add(epsilon))
      const decayed = step.add(weight.ref.mul(optimizer.weightDecay))
      next.weights.push(weight.sub(decayed.mul(rate.ref)))
      next.state.first.push(m)
      next.state.second.push(v)
    })
    for (const scalar of [rate, matrixRate, correct1, correct2, scale]) scalar.dispose()
    return next
  })
}

/** The scalars of {@link Update} at a 0-based step. */
export function updateScalars(optimizer: Optimizer, step: number, steps: number, clip: number): Tensor {
  const factor = rateFactor(optimizer, step, steps)
  const [beta1, beta2] = optimizer.betas
  const t = step + 1
  return np.array(
    new Float32Array([
      optimizer.learningRate * factor,
      (optimizer.matrixLearningRate ?? 0) * factor,
      1 / (1 - beta1 ** t),
      1 / (1 - beta2 ** t),
      clip,
    ]),
  )
}

/** The nearest matrix with singular values near 1, by five steps of Muon's quintic Newton-Schulz iteration. */
function orthogonalized(matrix: Tensor, [rows = 0, columns = 0]: readonly number[]): Tensor {
  const isTall = rows > columns
  let g = isTall ? matrix.transpose() : matrix
  g = g.ref.div(np.sqrt(np.sum(np.square(g))).add(1e-7))
  for (let i = 0; i < 5; i += 1) {
    const a = np.matmul(g.ref, g.ref.transpose())
    const b = a.ref.mul(-4.775).add(np.matmul(a.ref, a).mul(2.0315))
    g = g.ref.mul(3.4445).add(np.matmul(b, g))
  }
  return (isTall ? g.transpose() : g).mul(Math.sqrt(Math.max(1, columns / rows)))
}
