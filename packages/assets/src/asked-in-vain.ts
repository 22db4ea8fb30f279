import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { makeFolder } from '@retable/core'

/** For how long a URL that gave nothing is left alone while a stand-in serves, in milliseconds. */
const pause = 60 * 60 * 1000

/**
 * When a file's URL was last asked in vain, if that is within an hour: without a network, and the more behind a firewall
 * that answers nothing, every command would wait for it again.
 */
export async function askedInVain(file: string): Promise<Date | undefined> {
  const mark = await readFile(markOf(file), 'utf8').catch(() => '')
  const when = new Date(mark)
  // A clock may have been set back since; a text that is no time is NaN here.
  return Math.abs(Date.now() - when.getTime()) < pause ? when : undefined
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

/** The file in which the time of {@link askedInVain} stands. */
export function markOf(file: string): string {
  return `${file}.asked-in-vain`
}
