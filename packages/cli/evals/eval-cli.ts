import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { sumsModule } from '@retable/harness/testing'
import { afterAll } from 'vitest'

const main = path.join(import.meta.dirname, '../src/main.ts')
const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** An empty folder, gone after the tests. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'retable-eval-'))
  folders.push(folder)
  return folder
}

/** Runs the CLI over a store in the folder, with a key in the environment. */
export function retable(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  return execa(process.execPath, [main, ...words], {
    cwd: folder,
    reject: false,
    env: {
      RETABLE_STORE: path.join(folder, 'store'),
      OPENAI_API_KEY: 'sk-test-0123456789',
      OPENAI_BASE_URL: '',
      NO_COLOR: '1',
      ...env,
    },
  })
}

/** `eval` of the first sums by a model `m` at an address; the record goes to `record` in the folder. */
export function evalSums(folder: string, url: string, ...words: string[]) {
  const asked = [
    '--model',
    'm',
    '--base-url',
    url,
    '--max-tokens',
    '100',
    '--out',
    path.join(folder, 'record'),
  ]
  return retable(folder, ['eval', sumsModule, ...asked, ...words])
}

/** What decides a record's numbers, and the numbers. */
export async function recordIn(folder: string): Promise<readonly string[]> {
  const names = ['manifest.json', 'results.json', 'scores.jsonl']
  return Promise.all(names.map((name) => readFile(path.join(folder, 'record', name), 'utf8')))
}

/** All files below a folder, and their bytes. */
export async function filesBelow(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(file)] as const)))
}

/** What is said on standard error, without the lines of progress that a busy machine prints. */
export function told(stderr: string): string {
  const lines = stderr.split('\n')
  return lines
    .filter((line) => !/^(?:\w+: (?:[\d,]+ of [\d,]+ answers|asking for )|finding out |fetching )/.test(line))
    .join('\n')
}
