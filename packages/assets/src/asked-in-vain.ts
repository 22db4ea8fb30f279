import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '@retable/core'

/** For how long a URL that gave nothing is left alone where a stand-in serves, in milliseconds. */
const pause = 60 * 60 * 1000

/**
 * Whether a file's URL was asked in vain within the hour: without a network, and the more behind a firewall that answers
 * nothing, every command would wait for it again.
 */
export async function wasAskedInVain(file: string): Promise<boolean> {
  const mark = await readFile(markOf(file), 'utf8').catch(() => '')
  // A clock may have been set back since; a text that is no time is NaN here.
  return Math.abs(Date.now() - new Date(mark).getTime()) < pause
}

/** Notes that a file's URL was asked in vain just now. */
export async function noteAskedInVain(file: string): Promise<void> {
  try {
    await makeFolder(path.dirname(file))
    await writeFile(markOf(file), new Date().toISOString())
  } catch {
    // A store that cannot be written to: the next command asks again.
  }
}

/** The file is there: whether its URL gives something is an open question again. */
export async function forgetAskedInVain(file: string): Promise<void> {
  await rm(markOf(file), { force: true })
}

function markOf(file: string): string {
  return `${file}.asked-in-vain`
}
