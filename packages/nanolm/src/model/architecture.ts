import { np, type Tensor } from './library.ts'
import { randomNormal, randomStream } from '@retable/core'

/** Sizes of a decoder-only transformer. */
export interface Architecture {
  readonly vocabulary: number
  readonly width: number
  readonly layers: number
  readonly heads: number
  /** Longest sequence, prompt and completion together; a multiple of `cacheBlock`. */
  readonly context: number
}

/** Width of the feed-forward part over the model's width. */
const feedForward = 4

/** One layer's weights; matrices are [in, out]. */
export interface Layer<T> {
  readonly attentionNorm: T
  readonly query: T
  readonly key: T
  readonly value: T
  readonly out: T
  readonly feedForwardNorm: T
  readonly up: T
  readonly down: T
}

/** All weights; the embedding [vocabulary, width] is also the output matrix. */
export interface Parameters<T = Tensor> {
  readonly embedding: T
  readonly layers: readonly Layer<T>[]
  readonly finalNorm: T
}

/** Weights in memory, one array each, in the order of {@link flatten}. */
export type Weights = readonly Float32Array<ArrayBuffer>[]

/** The shape of every weight, in the order of {@link flatten}. */
export function shapesOf({ vocabulary, width, layers }: Architecture): Parameters<readonly number[]> {
  const layer = {
    attentionNorm: [width],
    query: [width, width],
    key: [width, width],
    value: [width, width],
    out: [width, width],
    feedForwardNorm: [width],
    up: [width, feedForward * width],
    down: [feedForward * width, width],
  }
  return {
    embedding: [vocabulary, width],
    layers: Array.from({ length: layers }, () => layer),
    finalNorm: [width],
  }
}

/** Number of values of every weight, in the order of {@link flatten}. */
export function sizesOf(architecture: Architecture): number[] {
  return flatten(shapesOf(architecture)).map(sizeOf)
}

/** Names of a layer's weights, in the order of {@link flatten}. */
const layerNames = ['attentionNorm', 'query', 'key', 'value', 'out', 'feedForwardNorm', 'up', 'down'] as const

/** Weights as a list, in a fixed order: embedding, each layer, final norm. */
export function flatten<T>({ embedding, layers, finalNorm }: Parameters<T>): T[] {
  return [embedding, ...layers.flatMap((layer) => layerNames.map((name) => layer[name])), finalNorm]
}

/** The inverse of {@link flatten}. */
export function unflatten<T>(values: readonly T[]): Parameters<T> {
  const perLayer = layerNames.length
  const layers = Array.from({ length: (values.length - 2) / perLayer }, (_, l) => {
    const entries = layerNames.map((name, i) => [name, values[1 + l * perLayer + i]])
    return Object.fromEntries(entries) as Record<(typeof layerNames)[number], T>
  })
  return { embedding: values[0] as T, layers, finalNorm: values.at(-1) as T }
}

/** Fresh weights: norms 1, projections normal with variance 1/in, what writes into the residual stream 0. */
export function initialWeights(architecture: Architecture, seed: number): Weights {
  const random = randomStream('initial weights', seed)
  const normal = (shape: readonly number[], scale: number) =>
    Float32Array.from({ length: sizeOf(shape) }, () => scale * randomNormal(random))
  const ones = (shape: readonly number[]) => new Float32Array(sizeOf(shape)).fill(1)
  const shapes = shapesOf(architecture)
  const scale = architecture.width ** -0.5
  return flatten<Float32Array<ArrayBuffer>>({
    embedding: normal(shapes.embedding, 0.05),
    layers: shapes.layers.map((layer) => ({
      attentionNorm: ones(layer.attentionNorm),
      query: normal(layer.query, scale),
      key: normal(layer.key, scale),
      value: normal(layer.value, scale),
      out: new Float32Array(sizeOf(layer.out)),
      feedForwardNorm: ones(layer.feedForwardNorm),
      up: normal(layer.up, scale),
      down: new Float32Array(sizeOf(layer.down)),
    })),
    finalNorm: ones(shapes.finalNorm),
  })
}

/** Puts weights on the library's device. */
export function toParameters(architecture: Architecture, weights: Weights): Parameters {
  const shapes = flatten(shapesOf(architecture))
  return unflatten(weights.map((values, i) => np.array(values, { shape: [...shapes[i]!] })))
}

/** The same parameters, to be consumed once more. */
export function kept(parameters: Parameters): Parameters {
  return unflatten(flatten(parameters).map((tensor) => tensor.ref))
}

/** Copies weights back; the parameters are kept. */
export function toWeights(parameters: Parameters): Weights {
  return flatten(parameters).map((tensor) => tensor.ref.dataSync() as Float32Array<ArrayBuffer>)
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1)
}
