import { rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { fileHash, folderHash, type Model } from '@retable/core'

/** A model that lies in a file, whose sha256 is its hash, or in a folder with a hash of its content. */
export type FileModel = Model & { readonly location: string }

/** Models that a store keeps as files or folders, by the hash of their content. */
export interface StoredModels {
  /** The model with this hash, if it is there and whole. */
  readonly whole: (sha256: string) => Promise<FileModel | undefined>
  /** Renames what is not the model that it is named after; gives its new path, if there was one. */
  readonly setAside: (sha256: string) => Promise<string | undefined>
  /** Takes a finished model in. */
  readonly keep: (model: FileModel) => Promise<void>
}

/** The models in a folder. */
export function storedModels(folder: string): StoredModels {
  const fileOf = (sha256: string) => path.join(folder, sha256)
  return {
    async whole(sha256) {
      const file = fileOf(sha256)
      return (await hashOf(file)) === sha256 ? { id: sha256, hash: sha256, location: file } : undefined
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
    async keep({ location, hash }) {
      try {
        await rename(location, fileOf(hash))
      } catch (error) {
        // A folder of the same content is there: another step gave the same model.
        if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
        await rm(location, { recursive: true })
      }
    },
  }
}

/** Of a file's bytes, or of what a folder holds; of nothing, nothing. */
async function hashOf(place: string): Promise<string | undefined> {
  try {
    return (await stat(place)).isDirectory() ? await folderHash(place) : await fileHash(place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
