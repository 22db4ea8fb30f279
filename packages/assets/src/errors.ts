import { RetableError } from '@retable/core'

/** Anything that keeps an asset from being had, verified, on this machine. */
export class AssetError extends RetableError {
  override readonly name = 'AssetError'

  constructor(code: AssetErrorCode, message: string, cause?: unknown) {
    const kind = code === 'assets/licence' ? 'usage' : 'environment'
    super(message, { code, kind, cause })
  }
}

/** The cases of an {@link AssetError}. */
export type AssetErrorCode =
  | 'assets/licence'
  | 'assets/wrong-hash'
  | 'assets/truncated'
  | 'assets/disk-full'
  | 'assets/not-writable'
  | 'assets/missing'
  | 'assets/no-network'
