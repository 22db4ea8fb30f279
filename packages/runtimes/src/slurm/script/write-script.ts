import { rename, writeFile } from 'node:fs/promises'

/** What a script of a job is called in its folder. */
export const scriptFile = 'job.sbatch'

/** Writes a script for its owner's eyes alone: it holds variables of a job. */
export async function writeScript(file: string, text: string): Promise<void> {
  const partial = `${file}.${process.pid}.partial`
  await writeFile(partial, text, { mode: 0o600 })
  await rename(partial, file)
}
