import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { storeDirectory } from '../src/environment.ts'
import { emptyFolder } from './eval-cli.ts'

// The whole recipe of a paper on a tiny Llama that real programs train and serve: two iterations, and the other arms.
export const tinyWords = [
  'run',
  'iterative-rpo',
  '--tier',
  'tiny',
  '--runtime',
  'local',
  '--seed',
  '1',
  '--out',
  'out',
]

/** A folder with an empty store, and the Python environments that are there already. */
export async function freshFolder(): Promise<string> {
  const folder = await emptyFolder()
  const environments = path.join(storeDirectory(), 'python')
  await mkdir(environments, { recursive: true })
  await mkdir(path.join(folder, 'store'))
  await symlink(environments, path.join(folder, 'store/python'))
  return folder
}

/** All that a run measured, learnt from, and made. */
export async function outcomeIn(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const names = ['manifest.json', 'results.json', 'metrics.csv', 'scores.jsonl']
  const files = await Promise.all(
    names.map(async (name) => [name, await textIn(folder, `out/${name}`)] as const),
  )
  const models = (await readdir(path.join(folder, 'store/models'))).toSorted()
  return { ...Object.fromEntries(files), models }
}

/** A file's text; that of an empty object where there is none yet. */
export function textIn(folder: string, file: string): Promise<string> {
  return readFile(path.join(folder, file), 'utf8').catch(() => '{}')
}
