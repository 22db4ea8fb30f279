import { randomBytes } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder, RetableError, type SampleScore } from '@retable/core'

/** Writes scores.jsonl: `{benchmark, item, sample, extracted, gold, score}`, one line an output. */
export interface ScoresFile {
  readonly path: string
  readonly write: (score: SampleScore) => void
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
  const stream = createWriteStream(partial)
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure = error
  })
  return {
    path: target,
    write: (score) => void stream.write(`${JSON.stringify(score)}\n`),
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
 * gets scores.jsonl, in a folder of the input's own name where there are several inputs.
 */
export async function scoresPaths(out: string, files: readonly string[]): Promise<string[]> {
  const isFolder = await stat(out).then(
    (entry) => entry.isDirectory(),
    () => !out.endsWith('.jsonl'),
  )
  if (files.length === 1) return [isFolder ? path.join(out, 'scores.jsonl') : out]
  if (!isFolder) {
    throw new RetableError(`--out ${out} is one file, but there are ${files.length} inputs; name a folder`, {
      code: 'cli/out',
      kind: 'usage',
    })
  }
  const names = files.map((file) => path.basename(file))
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) {
    throw new RetableError(
      `two inputs are both named ${twice}, so their scores would share one folder; score them one at a time`,
      { code: 'cli/out', kind: 'usage' },
    )
  }
  return names.map((name) => path.join(out, name, 'scores.jsonl'))
}

function ended(stream: WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed) resolve()
    else stream.once('error', () => resolve()).end(() => resolve())
  })
}

function unwritable(target: string, cause: unknown): RetableError {
  const { code, message } = cause as NodeJS.ErrnoException
  const why = code === 'ENOSPC' ? 'no space is left there' : message
  return new RetableError(`${target} cannot be written: ${why}`, {
    code: 'cli/out',
    kind: 'environment',
    cause,
  })
}
