import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'

/** Writes a file that appears under its name only when it is whole; pieces are written as they come. */
export async function writeWhole(
  file: string,
  content: string | Uint8Array | Iterable<string>,
): Promise<void> {
  const partial = `${file}.${process.pid}-${randomBytes(6).toString('hex')}.partial`
  try {
    await writeFile(partial, content)
    await rename(partial, file)
  } finally {
    await rm(partial, { force: true })
  }
}
