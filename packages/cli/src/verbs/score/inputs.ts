import { createWriteStream } from 'node:fs'
import { glob, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CliError } from '../../errors.ts'

/** Files to be scored. */
export interface Inputs {
  readonly files: readonly Input[]
  /** Whether a folder or a pattern stands for them: they are rows of one table then. */
  readonly areFound: boolean
  /** What there is to say of the choice of files. */
  readonly notes: readonly string[]
  /** Takes away what was written to read standard input. */
  readonly close: () => Promise<void>
}

/** One file, and what the user calls it: the path itself, or `-` for standard input. */
export interface Input {
  readonly file: string
  readonly name: string
}

/** Names of files of outputs, of judgements and of logs. */
const known = /\.(?:jsonl?|ndjson|csv|tsv|eval)(?:\.gz)?$/i
/** What lm-evaluation-harness writes beside its samples. */
const besideSamples = /^results_.*\.json(?:\.gz)?$/

/**
 * The files that words of a command line stand for: a file, a folder's files, those that a pattern fits, or standard
 * input, which is kept in a file while it is scored, since it is read more than once.
 *
 * @throws CliError `cli/inputs` if a folder or a pattern stands for no file, or `-` comes twice
 */
export async function openInputs(words: readonly string[], signal: AbortSignal): Promise<Inputs> {
  if (words.filter((word) => word === '-').length > 1) {
    throw new CliError('cli/inputs', 'standard input can be read once; write - once')
  }
  const files: Input[] = []
  const notes: string[] = []
  let areFound = false
  let kept: string | undefined
  const close = async () => {
    if (kept !== undefined) await rm(kept, { recursive: true, force: true })
  }
  try {
    for (const word of words) {
      if (word === '-') {
        kept = await mkdtemp(path.join(tmpdir(), 'retable-stdin-'))
        files.push({ file: await spooled(kept, signal), name: '-' })
        continue
      }
      const found = await filesOf(word)
      areFound ||= found !== undefined
      if (found?.note !== undefined) notes.push(found.note)
      for (const file of found?.files ?? [word]) files.push({ file, name: file })
    }
  } catch (error) {
    await close()
    throw error
  }
  const once = files.filter(isFirst)
  const again = new Set(files.filter((file) => !once.includes(file)).map(({ name }) => name))
  for (const name of again) notes.push(`${name}: is given more than once, and scored once`)
  return { files: once, areFound, notes, close }
}

async function spooled(folder: string, signal: AbortSignal): Promise<string> {
  const file = path.join(folder, 'stdin')
  await pipeline(process.stdin, createWriteStream(file), { signal })
  return file
}

/** Undefined for what names one file, also one that is not there. */
async function filesOf(word: string): Promise<{ files: string[]; note?: string } | undefined> {
  const kind = await stat(word).catch(() => undefined)
  if (kind?.isDirectory()) return inFolder(word)
  if (kind !== undefined || !/[*?[{]/.test(word)) return undefined
  const files: string[] = []
  for await (const file of glob(word)) if ((await stat(file)).isFile()) files.push(file)
  if (files.length > 0) return { files: files.toSorted() }
  throw new CliError('cli/inputs', `${word}: no file fits this pattern`)
}

async function inFolder(folder: string): Promise<{ files: string[]; note?: string }> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
  const wanted = names.filter((name) => known.test(name) && !besideSamples.test(name))
  if (wanted.length === 0) {
    const advice = `a pattern reaches folders in it: '${path.join(folder, '**/*.jsonl')}'`
    throw new CliError(
      'cli/inputs',
      `${folder}: the folder has no .jsonl, .json, .csv, .tsv or .eval file; ${advice}`,
    )
  }
  const others = names.filter((name) => !wanted.includes(name) && !besideSamples.test(name))
  const note = `${folder}: passed over for their names: ${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}`
  return { files: wanted.map((name) => path.join(folder, name)), ...(others.length > 0 ? { note } : {}) }
}

/** The same file may be written in two ways. */
function isFirst({ file }: Input, index: number, all: readonly Input[]): boolean {
  return all.findIndex((other) => path.resolve(other.file) === path.resolve(file)) === index
}

/** An error in the user's name for a file: nobody knows the file in which standard input is kept. */
export function inNameOf<E>(error: E, { file, name }: Input): E {
  if (file !== name && error instanceof Error) error.message = error.message.replaceAll(file, name)
  return error
}
