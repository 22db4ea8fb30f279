import { rename, writeFile } from 'node:fs/promises'

/** Writes a script for its owner's eyes alone: it holds variables of a job. */
export async function writeScript(file: string, text: string): Promise<void> {
  const partial = `${file}.${process.pid}.partial`
  await writeFile(partial, text, { mode: 0o600 })
  await rename(partial, file)
}
