import { createHash, randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fitsPin, makeFolder, type Asset } from '@retable/core'
import { AssetError } from './errors.ts'

/** Where bytes come from, for messages and progress. */
export interface Source {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
  /** Where in the file the bytes begin; at its start if left out. */
  readonly from?: number
}

/** Options of {@link writeVerified}. */
export interface WriteOptions {
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((received: number) => void) | undefined
}

/**
 * Streams a source into a file whose name appears only once its size and sha256 are right. Every writer has a
 * temporary file of its own beside the target, so two processes may write the same asset: the last one to finish
 * replaces equal bytes with equal bytes.
 *
 * @throws AssetError for wrong bytes and for what the disk refuses; other errors of the source pass through
 */
export async function writeVerified(
  target: string,
  asset: Asset,
  source: Source,
  options: WriteOptions = {},
): Promise<void> {
  const partial = `${target}.${process.pid}-${randomBytes(6).toString('hex')}.partial`
  const check = new Check(asset, source.name)
  const bytes = check.pass(source.bytes, options.onBytes)
  try {
    await makeFolder(path.dirname(target))
    // Opened before anything can fail, so that the file cannot appear after it was removed.
    const handle = await open(partial, 'wx')
    await pipeline(bytes, handle.createWriteStream(), { signal: options.signal })
    check.finish()
    await rename(partial, target)
  } catch (error) {
    throw diskError(error, asset, path.dirname(target)) ?? error
  } finally {
    await rm(partial, { force: true })
  }
}

/** Counts and hashes what passes; it stops as soon as there are too many bytes. */
export class Check {
  readonly #asset: Asset
  readonly #from: string
  readonly #hash = createHash('sha256')
  #received = 0

  constructor(asset: Asset, from: string) {
    this.#asset = asset
    this.#from = from
  }

  async *pass(
    bytes: AsyncIterable<Uint8Array>,
    onBytes?: (received: number) => void,
  ): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.#received += chunk.length
      const { bytes: size } = this.#asset
      if (size > 0 && this.#received > size) throw this.#wrong(`more than ${size} bytes`)
      this.#hash.update(chunk)
      onBytes?.(this.#received)
      yield chunk
    }
  }

  /** Counts and hashes what came before. */
  async take(bytes: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of bytes) {
      this.#received += chunk.length
      this.#hash.update(chunk)
    }
  }

  finish(): void {
    const { name, bytes } = this.#asset
    if (this.#received < bytes) {
      throw new AssetError(
        'assets/truncated',
        `${name} from ${this.#from} ended after ${this.#received} of ${bytes} bytes; run the command again`,
      )
    }
    const actual = this.#hash.digest('hex')
    if (!fitsPin(this.#asset, actual)) throw this.#wrong(`sha256 ${actual}`)
  }

  #wrong(found: string): AssetError {
    const { name, sha256 } = this.#asset
    return new AssetError(
      'assets/wrong-hash',
      `${name} from ${this.#from} is not the pinned file: ${found} instead of sha256 ${sha256}; nothing was kept`,
    )
  }
}

/** What a file system's refusal means for an asset, if it is one. */
export function diskError(error: unknown, asset: Asset, directory: string): AssetError | undefined {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AssetError(
      'assets/disk-full',
      `no space left in ${directory} for ${asset.name} (${asset.bytes} bytes); free some, or name another folder in RETABLE_STORE`,
      error,
    )
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST'].includes(code ?? '')) {
    return new AssetError(
      'assets/not-writable',
      `${asset.name} cannot be kept in ${directory} (${code}); make it writable, or name another folder in RETABLE_STORE`,
      error,
    )
  }
  return undefined
}
