import { glob, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { storeDirectory } from '../src/environment.ts'
import { emptyFolder } from './eval-cli.ts'

// The whole recipe of a paper on a tiny Llama that real programs train and serve: two iterations, and the other arms.
export const tinyWords = tinyWordsOn('--runtime', 'local')

/** The same by another runtime. */
export function tinyWordsOn(...runtime: readonly string[]): string[] {
  return ['run', 'iterative-rpo', '--tier', 'tiny', ...runtime, '--seed', '1', '--out', 'out']
}

// Of this machine's Python, and of images' own.
const environments = ['python', 'python-images']

/** A folder with an empty store, and the Python environments that are there already. */
export async function freshFolder(): Promise<string> {
  const folder = await emptyFolder()
  await mkdir(path.join(folder, 'store'))
  for (const name of environments) {
    const kept = path.join(storeDirectory(), name)
    await mkdir(kept, { recursive: true })
    await symlink(kept, path.join(folder, 'store', name))
  }
  return folder
}

/** Texts of a run's files, and what it made. */
export interface Outcome {
  readonly files: Readonly<Record<string, string>>
  readonly manifest: Readonly<Record<string, unknown>>
  /** Hashes of the models that it trained, and of the one that it began with. */
  readonly models: readonly string[]
}

/** All that a run measured, learnt from, and made; but for where its programs ran. */
export async function outcomeIn(folder: string): Promise<Outcome> {
  const names = ['results.json', 'metrics.csv', 'scores.jsonl']
  const files = await Promise.all(
    names.map(async (name) => [name, await textIn(folder, `out/${name}`)] as const),
  )
  const manifest = JSON.parse(await textIn(folder, 'out/manifest.json')) as Record<string, unknown>
  const models = (await readdir(path.join(folder, 'store/models'))).toSorted()
  delete manifest['runtime']
  return { files: Object.fromEntries(files), manifest, models }
}

/** Whether some training under way has come as far. */
export async function isTraining(folder: string, step: number, kind: 'sft' | 'dpo'): Promise<boolean> {
  const files = await Array.fromAsync(glob('store/work/*/metrics.ndjson', { cwd: folder }))
  for (const file of files) {
    const job = path.join(folder, path.dirname(file))
    const { loss } = JSON.parse(await textIn(job, 'job.json')) as {
      readonly loss?: { readonly kind: string }
    }
    const isDone = (await readdir(job).catch(() => ['result.json'])).includes('result.json')
    if (loss?.kind === kind && !isDone && (await textIn(folder, file)).split('\n').length > step) return true
  }
  return false
}

/** How many samples are in the store. */
export async function samplesIn(folder: string): Promise<number> {
  return (await textsIn(folder).catch(() => [])).length
}

/** All samples of the store: their texts, tokens and log-probabilities. */
export async function textsIn(folder: string): Promise<readonly unknown[]> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path.join(folder, 'store/store.sqlite'), { readOnly: true })
  try {
    return database
      .prepare('SELECT key, text, tokens, finish, log_probability FROM samples ORDER BY key')
      .all()
  } finally {
    database.close()
  }
}

/** A file's text; that of an empty object where there is none yet. */
export function textIn(folder: string, file: string): Promise<string> {
  return readFile(path.join(folder, file), 'utf8').catch(() => '{}')
}
