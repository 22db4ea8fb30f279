import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Makes a folder and those above it. Node's own recursive `mkdir` never returns where a file system refuses new
 * folders with ENOENT (under /proc, for instance); this ends with that error.
 */
export async function makeFolder(folder: string): Promise<void> {
  const parent = path.dirname(folder)
  const first = await makeOne(folder)
  if (first === undefined) return
  if (first.code !== 'ENOENT' || parent === folder) throw first
  await makeFolder(parent)
  const second = await makeOne(folder)
  if (second !== undefined) throw second
}

/** What kept one folder from being made; nothing if it is there now. */
async function makeOne(folder: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !(await isFolder(folder))) {
      return error as NodeJS.ErrnoException
    }
  }
  return undefined
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
}
