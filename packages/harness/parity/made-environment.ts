import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const store = process.env['RETABLE_STORE'] ?? path.resolve(import.meta.dirname, '../../../.retable')

/** A folder of a test's own for an engine; Python environments that are made already are those of the checkout's store. */
export async function engineFolder(): Promise<{ readonly folder: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-served-'))
  const environments = path.join(store, 'python')
  await mkdir(environments, { recursive: true })
  await symlink(environments, path.join(folder, 'python'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}
