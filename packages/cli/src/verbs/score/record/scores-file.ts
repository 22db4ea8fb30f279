import { randomBytes } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, type RunLabels, type SampleScore, type SettingResult } from '@retable/core'
import { fileOnTheWay } from '../../../environment.ts'
import { CliError } from '../../../errors.ts'

/** Where the scores of an input go. */
export interface ScoresPlace {
  readonly file: string
  /** The folder of its own that takes the whole record; undefined where a file was named, which takes the scores alone. */
  readonly folder: string | undefined
}

/** Writes scores.jsonl, one line an output: its score, and the versions of what graded it. */
export interface ScoresFile {
  /** Resolves when there is room for more. */
  readonly write: (
    score: SampleScore,
    by: Pick<SettingResult, 'benchmark' | 'variant'>,
  ) => Promise<void> | undefined
  /** Lines that were written. */
  readonly lines: () => number
  /** Puts the finished file under its name. */
  readonly finish: () => Promise<void>
  /** Removes what was written. */
  readonly discard: () => Promise<void>
}

/** Opens a scores file. Until it is finished it has another name, so a file by the name is always whole. */
export async function openScoresFile(target: string): Promise<ScoresFile> {
  const partial = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.partial`
  await makeFolder(path.dirname(target)).catch((error: unknown) => {
    throw unwritable(target, error)
  })
  const { scoreLine } = await import('./record-writers.ts')
  const stream = createWriteStream(partial)
  let failure: Error | undefined
  let lines = 0
  let room: Promise<void> | undefined
  stream.on('error', (error) => {
    failure = error
  })
  return {
    lines: () => lines,
    write(score, by) {
      lines += 1
      if (stream.write(scoreLine(score, by)) || failure) return undefined
      room ??= new Promise<void>((resolve) => {
        const found = () => {
          room = undefined
          stream.off('drain', found).off('close', found)
          resolve()
        }
        stream.on('drain', found).on('close', found)
      })
      return room
    },
    async finish() {
      await ended(stream)
      if (failure) throw unwritable(target, failure)
      await rename(partial, target)
    },
    async discard() {
      await ended(stream)
      await rm(partial, { force: true })
    },
  }
}

/**
 * Where each input's scores go: `--out x.jsonl` is that file (for one input); any other `--out` is a folder that
 * gets scores.jsonl and the rest of a record, in a folder of the input's own name where there are several inputs.
 *
 * @throws CliError if two inputs would share a place, an input would be overwritten, or a file is where a folder must be
 */
export async function scoresPaths(out: string, files: readonly string[]): Promise<ScoresPlace[]> {
  const isOther = await stat(out).then(
    (entry) => entry.isFile() && !out.endsWith('.jsonl'),
    () => false,
  )
  const file = isOther ? out : fileOnTheWay(path.dirname(path.resolve(out)))
  if (file !== undefined) throw new CliError('cli/out', `${file} is a file; name a folder or a .jsonl file`)
  const targets = await placesFor(out, files)
  const inputs = new Set(
    await Promise.all(files.map((file) => realpath(file).catch(() => path.resolve(file)))),
  )
  const { recordNames, requireRecordPlace } = await import('./record-writers.ts')
  for (const { folder } of targets) if (folder !== undefined) await requireRecordPlace(folder)
  const written = targets.flatMap(({ file, folder }) =>
    folder === undefined ? [file] : recordNames.map((name) => path.join(folder, name)),
  )
  for (const target of written) {
    const kind = await stat(target).catch(() => undefined)
    if (kind !== undefined && !kind.isFile()) {
      throw new CliError('cli/out', `${target} is no regular file; name another place with --out`)
    }
    if (inputs.has(await realpath(target).catch(() => path.resolve(target)))) {
      throw new CliError(
        'cli/out',
        `--out would put the scores over ${target}, which is to be scored; name another place`,
      )
    }
  }
  return targets
}

/**
 * Makes sure that a record takes the labels that are given.
 *
 * @throws CliError if there are labels, and no folder for a record
 */
export function requireFolders({ family, version }: RunLabels, places: readonly ScoresPlace[]): void {
  if (family === undefined && version === undefined) return
  if (places.length > 0 && places.every(({ folder }) => folder !== undefined)) return
  const option = family === undefined ? '--version' : '--family'
  throw new CliError('cli/out', `${option} is kept in a record; name a folder for it with --out`)
}

async function placesFor(out: string, files: readonly string[]): Promise<ScoresPlace[]> {
  const isFolder = await stat(out).then(
    (entry) => entry.isDirectory(),
    () => !out.endsWith('.jsonl'),
  )
  if (files.length === 1) return [isFolder ? placeIn(out) : { file: out, folder: undefined }]
  if (!isFolder) {
    throw new CliError(
      'cli/out',
      `--out ${out} is one file, but there are ${files.length} inputs; name a folder`,
    )
  }
  const names = files.map((file) => path.basename(file))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) {
    const why = 'so their scores would share one folder; score them one at a time'
    throw new CliError('cli/out', `two inputs are both named ${twice}, ${why}`)
  }
  return names.map((name) => placeIn(path.join(out, name)))
}

function placeIn(folder: string): ScoresPlace {
  return { file: path.join(folder, 'scores.jsonl'), folder }
}

function ended(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) resolve()
    else stream.once('error', () => resolve()).end(() => resolve())
  })
}

function unwritable(target: string, cause: unknown): CliError {
  const { code, message } = cause as NodeJS.ErrnoException
  const why = code === 'ENOSPC' ? 'no space is left there' : message
  return new CliError('cli/out', `${target} cannot be written: ${why}`, { kind: 'environment', cause })
}
