import { readdir, readlink, rm } from 'node:fs/promises'
import path from 'node:path'

/** Removes what killed processes left of an environment that is there now. */
export async function removeLeftovers(directory: string): Promise<void> {
  const name = path.basename(directory)
  const target = await readlink(directory).catch(() => name)
  for (const entry of await readdir(path.dirname(directory))) {
    if (!entry.startsWith(`${name}.`) || entry === `${name}.lock` || entry === target) continue
    // Something may still write there: then it goes the next time.
    await rm(path.join(path.dirname(directory), entry), { recursive: true, force: true }).catch(() => {})
  }
}
