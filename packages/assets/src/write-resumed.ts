import { open, rename, rm, stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { makeFolder, type Asset } from '@retable/core'
import { AssetError } from './errors.ts'
import { Check, diskError, type Source, type WriteOptions } from './write-verified.ts'

/**
 * Streams a large file into one whose name appears only once its size and sha256 are right, and keeps what has come
 * where the source breaks off: the next call goes on from there. One writer at a time.
 *
 * @param open - opens the source from a byte on; `from` of what it gives is where it really begins
 * @throws AssetError for wrong bytes, which are not kept, and for what the disk refuses; other errors pass through
 */
export async function writeResumed(
  target: string,
  asset: Asset,
  openSource: (from: number) => Promise<Source>,
  options: WriteOptions = {},
): Promise<void> {
  const partial = `${target}.partial`
  try {
    await makeFolder(path.dirname(target))
    const had = await stat(partial).then(
      ({ size }) => size,
      () => 0,
    )
    const source = await openSource(had)
    const from = source.from ?? 0
    const check = new Check(asset, source.name)
    // What is there counts for the hash; a source that begins anew starts the file anew.
    if (from > 0) await check.take(createReadStream(partial, { end: from - 1 }))
    const handle = await open(partial, from > 0 ? 'r+' : 'w')
    const bytes = check.pass(source.bytes, options.onBytes)
    await pipeline(bytes, handle.createWriteStream({ start: from }), { signal: options.signal })
    check.finish()
    await rename(partial, target)
  } catch (error) {
    if (error instanceof AssetError && error.code === 'assets/wrong-hash') await rm(partial, { force: true })
    throw diskError(error, asset, path.dirname(target)) ?? error
  }
}
