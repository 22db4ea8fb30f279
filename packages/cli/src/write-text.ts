import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { CliError } from './errors.ts'

/** @throws CliError `cli/out` if the file cannot be written */
export async function writeText(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((cause: Error) => {
    const options = { kind: 'environment', cause } as const
    throw new CliError('cli/out', `${path.resolve(file)} cannot be written: ${cause.message}`, options)
  })
}
