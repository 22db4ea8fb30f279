import { RetableError } from '@retable/core'

/** A store that cannot be used, and why. */
export class StoreError extends RetableError {
  override readonly name = 'StoreError'

  constructor(message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { code: 'store/unusable', kind: 'environment', cause: options.cause })
  }
}
