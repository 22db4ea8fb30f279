import type { Architecture, Parameters } from './architecture.ts'
import { nn, np, type Tensor } from './library.ts'
import type { RowTensors } from '../training/batch.ts'

/** The embedding is scaled up by this, since its rows start small. */
const embeddingScale = 8

/**
 * Logits [rows, length, vocabulary] of token numbers [rows, length]: pre-norm transformer, RMSNorm (Zhang & Sennrich,
 * arXiv 1910.07467), rotary positions (Su et al., arXiv 2104.09864), ReLU feed-forward, tied output matrix.
 */
export function forward(parameters: Parameters, tokens: Tensor, architecture: Architecture): Tensor {
  const [rows = 0, length = 0] = tokens.shape
  const { width, heads, vocabulary } = architecture
  const headWidth = width / heads
  const { cosine, sine } = rotations(architecture, 0, length)
  const visible = np.tri(length, length, 0, { dtype: np.bool })
  const byHead = (x: Tensor) => x.reshape([rows, length, heads, headWidth]).transpose([0, 2, 1, 3])

  let x = apart(embed(tokens.reshape([rows * length]), parameters.embedding.ref, vocabulary))
  for (const layer of parameters.layers) {
    const h = norm(x.ref, layer.attentionNorm)
    const q = rotate(byHead(np.matmul(h.ref, layer.query)), cosine.ref, sine.ref)
    const k = rotate(byHead(np.matmul(h.ref, layer.key)), cosine.ref, sine.ref)
    const v = byHead(np.matmul(h, layer.value))
    const scores = np.matmul(q, k.transpose([0, 1, 3, 2])).mul(headWidth ** -0.5)
    const attention = nn.softmax(np.where(visible.ref, scores, -1e9), -1)
    const mixed = np
      .matmul(attention, v)
      .transpose([0, 2, 1, 3])
      .reshape([rows * length, width])
    x = x.add(np.matmul(mixed, layer.out))
    x = x.ref.add(np.matmul(nn.relu(np.matmul(norm(x, layer.feedForwardNorm), layer.up)), layer.down))
  }
  for (const constant of [cosine, sine, visible]) constant.dispose()
  const logits = np.matmul(norm(x, parameters.finalNorm), parameters.embedding.transpose())
  return logits.reshape([rows, length, vocabulary])
}

/** Rows of the embedding for token numbers [n], as a product with one-hot rows: its gradient is a product too. */
export function embed(tokens: Tensor, embedding: Tensor, vocabulary: number): Tensor {
  return np.matmul(nn.oneHot(tokens, vocabulary), embedding).mul(embeddingScale)
}

/**
 * The same [n, width] values, as the mean of two copies. The library joins elementwise work into the product that
 * follows it; on the way back that would compute the whole slope of x anew for every entry of the embedding's
 * gradient, a third of the time of a step. Its gradient is a sum, where joining stops.
 */
function apart(x: Tensor): Tensor {
  const [n = 0, width = 0] = x.shape
  const halves = np.array(new Float32Array([0.5, 0.5]), { shape: [1, 2, 1] })
  return np.sum(x.reshape([n, 1, width]).mul(halves), 1)
}

/** x over its root mean square, times a weight; over the last axis. */
export function norm(x: Tensor, weight: Tensor): Tensor {
  const meanSquare = np.mean(np.square(x.ref), -1, { keepdims: true })
  return x.div(np.sqrt(meanSquare.add(1e-6))).mul(weight)
}

/** Turns each pair (i, i + half) of the last axis by its position's angle. */
export function rotate(x: Tensor, cosine: Tensor, sine: Tensor): Tensor {
  const half = (x.shape.at(-1) ?? 0) / 2
  const paired = [...x.shape.slice(0, -1), 2, half]
  const swapped = np.flip(x.ref.reshape(paired), paired.length - 2).reshape(x.shape)
  return x.mul(cosine).add(swapped.mul(sine))
}

/** Cosines and signed sines [length, head width] of positions from `start` on. */
export function rotations({ width, heads }: Architecture, start: number, length: number) {
  const headWidth = width / heads
  const half = headWidth / 2
  const cosine = new Float32Array(length * headWidth)
  const sine = new Float32Array(length * headWidth)
  for (let t = 0; t < length; t += 1) {
    for (let i = 0; i < half; i += 1) {
      const angle = (start + t) * 10_000 ** (-i / half)
      cosine[t * headWidth + i] = cosine[t * headWidth + half + i] = Math.cos(angle)
      sine[t * headWidth + i] = -Math.sin(angle)
      sine[t * headWidth + half + i] = Math.sin(angle)
    }
  }
  const shape = [length, headWidth]
  return { cosine: np.array(cosine, { shape }), sine: np.array(sine, { shape }) }
}

/** Log-probability of each target, [rows, length]. */
export function logProbabilities(
  parameters: Parameters,
  tokens: Tensor,
  targets: Tensor,
  architecture: Architecture,
): Tensor {
  const logs = nn.logSoftmax(forward(parameters, tokens, architecture), -1)
  return np.sum(logs.mul(nn.oneHot(targets, architecture.vocabulary)), -1)
}

/** log p(completion | prompt) of each row [rows]. */
export function completionLogProbabilities(
  parameters: Parameters,
  { tokens, targets, mask }: RowTensors,
  architecture: Architecture,
): Tensor {
  return np.sum(logProbabilities(parameters, tokens, targets, architecture).mul(mask), -1)
}
