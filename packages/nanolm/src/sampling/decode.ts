import { kept, type Architecture, type Parameters as Model } from '../model/architecture.ts'
import { embed, norm, rotate, rotations } from '../model/forward.ts'
import { jit, nn, np, tree, type Tensor } from '../model/library.ts'

/** Keys and values of one layer over one block of positions, each [rows, heads, block, head width]. */
interface Block {
  readonly key: Tensor
  readonly value: Tensor
}

/** Positions that are cached together; only the block in use is rewritten at each token, so blocks are short. */
export const cacheBlock = 4

/** Steps a batch of rows through the model one token at a time, all rows at the same position. */
export interface Decoder {
  /** Logits [rows × vocabulary] after these tokens, one a row; the array is valid until the next call. */
  readonly step: (tokens: Int32Array<ArrayBuffer>) => Float32Array
  /** Back to position 0. */
  readonly reset: () => void
  readonly dispose: () => void
}

type Step = (
  parameters: Model,
  full: Block[][],
  current: Block[],
  tokens: Tensor,
  place: Tensor,
  cosine: Tensor,
  sine: Tensor,
) => [Block[], Tensor]

/** Compiled steps, one for each number of full blocks before the one in use; shared by all decoders. */
const compiled = new Map<string, Step>()

/** A decoder for a number of rows. */
export function decoderOf(parameters: Model, architecture: Architecture, rows: number): Decoder {
  const { layers, heads, width, context } = architecture
  const blockShape = [rows, heads, cacheBlock, width / heads]
  const emptyBlock = () => ({ key: np.zeros(blockShape), value: np.zeros(blockShape) })
  const emptyLayers = () => Array.from({ length: layers }, emptyBlock)
  let full: Block[][] = []
  let current = emptyLayers()
  let position = 0
  return {
    step(tokens) {
      if (position === context) throw new RangeError(`the context of ${context} tokens is full`)
      if (position > 0 && position % cacheBlock === 0) {
        full.push(current)
        current = emptyLayers()
      }
      const { cosine, sine } = rotations(architecture, position, 1)
      const step = stepOf(architecture, rows, full.length)
      const place = np.array(position % cacheBlock, { dtype: np.int32 })
      const [next, logits] = step(
        kept(parameters),
        full.map((block) => block.map(({ key, value }) => ({ key: key.ref, value: value.ref }))),
        current,
        np.array(tokens),
        place,
        cosine,
        sine,
      )
      current = next
      position += 1
      return logits.dataSync() as Float32Array
    },
    reset() {
      tree.dispose(full)
      full = []
      if (position > 0) {
        tree.dispose(current)
        current = emptyLayers()
      }
      position = 0
    },
    dispose() {
      tree.dispose(full)
      tree.dispose(current)
    },
  }
}

function stepOf(architecture: Architecture, rows: number, fullBlocks: number): Step {
  const key = JSON.stringify([architecture, rows, fullBlocks])
  const known = compiled.get(key)
  if (known !== undefined) return known
  const decode = (...operands: Parameters<Step>) => decodeOne(architecture, rows, operands)
  const step = jit(decode as never) as unknown as Step
  compiled.set(key, step)
  return step
}

/** One token a row: the same model as `forward`, with the keys and values of earlier positions given. */
function decodeOne(
  { vocabulary, width, heads }: Architecture,
  rows: number,
  [parameters, full, current, tokens, place, cosine, sine]: Parameters<Step>,
): [Block[], Tensor] {
  const headWidth = width / heads
  const written = nn.oneHot(place.ref.reshape([1]), cacheBlock).reshape([1, 1, cacheBlock, 1])
  const visible = np.arange(cacheBlock).lessEqual(place).reshape([1, 1, 1, cacheBlock])
  const byHead = (x: Tensor) => x.reshape([rows, heads, 1, headWidth])
  const blocks: Block[] = []

  let x = embed(tokens, parameters.embedding.ref, vocabulary)
  parameters.layers.forEach((layer, l) => {
    const h = norm(x.ref, layer.attentionNorm)
    const q = rotate(byHead(np.matmul(h.ref, layer.query)), cosine.ref, sine.ref).mul(headWidth ** -0.5)
    const newKey = rotate(byHead(np.matmul(h.ref, layer.key)), cosine.ref, sine.ref)
    const newValue = byHead(np.matmul(h, layer.value))
    const key = current[l]!.key.add(newKey.mul(written.ref))
    const value = current[l]!.value.add(newValue.mul(written.ref))
    blocks.push({ key: key.ref, value: value.ref })
    const earlier = full.map((block) => block[l]!)
    const mixed = attend(q, [...earlier, { key, value }], visible.ref)
    x = x.add(np.matmul(mixed.reshape([rows, width]), layer.out))
    x = x.ref.add(np.matmul(nn.relu(np.matmul(norm(x, layer.feedForwardNorm), layer.up)), layer.down))
  })
  for (const constant of [written, visible, cosine, sine]) constant.dispose()
  return [blocks, np.matmul(norm(x, parameters.finalNorm), parameters.embedding.transpose())]
}

/** Softmax attention over several blocks of keys; in the last one only visible places count. Consumes all. */
function attend(q: Tensor, blocks: readonly Block[], visible: Tensor): Tensor {
  const scores = blocks.map(({ key }, i) => {
    const score = np.matmul(q.ref, key.transpose([0, 1, 3, 2]))
    return i === blocks.length - 1 ? np.where(visible, score, -1e9) : score
  })
  q.dispose()
  const most = scores
    .map((score) => np.max(score.ref, -1, { keepdims: true }))
    .reduce((a, b) => np.maximum(a, b))
  const weights = scores.map((score) => np.exp(score.sub(most.ref)))
  most.dispose()
  const total = weights.map((weight) => np.sum(weight.ref, -1, { keepdims: true })).reduce((a, b) => a.add(b))
  const mixed = weights.map((weight, i) => np.matmul(weight, blocks[i]!.value)).reduce((a, b) => a.add(b))
  return mixed.div(total)
}
