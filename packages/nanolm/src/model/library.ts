import type * as Jax from '@jax-js/jax'

/**
 * The array library (@jax-js/jax), loaded so that it computes the same bits on every processor: relaxed SIMD, whose rounding the
 * WebAssembly specification leaves to the processor, is hidden from it while it looks for what the engine can do.
 */
declare const WebAssembly: { validate: (bytes: ArrayBuffer | ArrayBufferView) => boolean }

const { validate } = WebAssembly
const relaxedSimdPrefix = 'fd8502'
WebAssembly.validate = (bytes) =>
  !(bytes.byteLength < 60 && hexOf(bytes).includes(relaxedSimdPrefix)) && validate(bytes)

const jax = await import('@jax-js/jax')
WebAssembly.validate = validate

// Types by name: written out, they would be too long for a declaration.
export const np: typeof Jax.numpy = jax.numpy
export const nn: typeof Jax.nn = jax.nn
export const jit: typeof Jax.jit = jax.jit
export const tree: typeof Jax.tree = jax.tree
export const valueAndGrad: typeof Jax.valueAndGrad = jax.valueAndGrad

/** An array of the library; reference-counted: an operation consumes its operands, `.ref` keeps one. */
export type Tensor = ReturnType<typeof np.array>

function hexOf(bytes: ArrayBuffer | ArrayBufferView): string {
  return Buffer.from(ArrayBuffer.isView(bytes) ? bytes.buffer : bytes).toString('hex')
}
