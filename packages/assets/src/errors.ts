import { RetableError } from '@retable/core'

/** Anything that keeps an asset from being had, verified, on this machine. */
export class AssetError extends RetableError {
  override readonly name = 'AssetError'

  /** What a licence asks for, in a sentence that names no file; only of `assets/licence`. */
  readonly licence: string | undefined

  constructor(code: AssetErrorCode, message: string, cause?: unknown, licence?: string) {
    super(message, { code, kind: 'environment', cause })
    this.licence = licence
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
  | 'assets/unavailable'
  | 'assets/bad-mirror'
  | 'assets/gated'
  | 'assets/unpinned'
