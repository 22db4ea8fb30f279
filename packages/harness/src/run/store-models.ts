import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ModelFile } from '@retable/core'

/** Models that a store keeps as files, by the sha256 of their content. */
export interface StoredModels {
  /** The model with this sha256, if its file is there and whole. */
  readonly whole: (sha256: string) => Promise<ModelFile | undefined>
  /** Renames a file that is not the model it is named after; gives its new path, if there was one. */
  readonly setAside: (sha256: string) => Promise<string | undefined>
  /** Takes a finished model in. */
  readonly keep: (model: ModelFile) => Promise<void>
}

/** The models in a folder. */
export function storedModels(folder: string): StoredModels {
  const fileOf = (sha256: string) => path.join(folder, sha256)
  return {
    async whole(sha256) {
      const file = fileOf(sha256)
      return (await hashOf(file)) === sha256 ? { path: file, sha256 } : undefined
    },
    async setAside(sha256) {
      // Another step may have made it anew meanwhile.
      if ((await hashOf(fileOf(sha256))) === sha256) return undefined
      const [file, aside] = [fileOf(sha256), `${fileOf(sha256)}.damaged`]
      await rm(aside, { recursive: true, force: true })
      return rename(file, aside).then(
        () => aside,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return undefined
          throw error
        },
      )
    },
    keep: (model) => rename(model.path, fileOf(model.sha256)),
  }
}

/** Of a file's bytes; of what is no file, nothing. */
async function hashOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(file), hash)
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
  return hash.digest('hex')
}
