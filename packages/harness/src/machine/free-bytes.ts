import { statfs } from 'node:fs/promises'
import path from 'node:path'

/** Room for a user's files on the disk of the nearest folder above that is there; null where nobody tells. */
export async function freeBytes(folder: string): Promise<number | null> {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    try {
      const { bavail, bsize } = await statfs(place)
      return bavail * bsize
    } catch {
      if (place === path.dirname(place)) return null
    }
  }
}
