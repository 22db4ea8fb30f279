import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { isStartedProcess, startOf } from '../../job/process-start.ts'

const everyMs = 200
const freshenMs = 10_000
// Of a machine that is gone, longer than its busy file system may take.
const silentMs = 180_000

/**
 * Does work that only one process may be at, of all machines that see the file. It holds the owner's machine, process
 * and that one's start, and is touched while the work goes on: one whose owner is gone, or which nobody has touched for
 * three minutes, is taken over.
 */
export async function withSharedLock<T>(
  file: string,
  work: () => Promise<T>,
  {
    signal,
    goneAfterMs = silentMs,
  }: { readonly signal?: AbortSignal | undefined; readonly goneAfterMs?: number } = {},
): Promise<T> {
  const own = `${hostname()} ${process.pid} ${startOf(process.pid)} ${process.hrtime.bigint()}\n`
  let seen = { text: '', touched: 0, since: 0 }
  while (!(await take(file, own))) {
    signal?.throwIfAborted()
    const [text, touched] = await Promise.all([
      readFile(file, 'utf8').catch(() => ''),
      stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ])
    // By this machine's clock alone: others' may differ.
    if (text !== seen.text || touched !== seen.touched) seen = { text, touched, since: performance.now() }
    const isOver = isGone(text) || performance.now() - seen.since > goneAfterMs
    if (isOver && touched > 0) await remove(file, text)
    else await delay(everyMs, undefined, signal ? { signal } : {})
  }
  const fresh = setInterval(() => {
    const now = new Date()
    utimes(file, now, now).catch(() => {})
  }, freshenMs)
  fresh.unref()
  try {
    return await work()
  } finally {
    clearInterval(fresh)
    await remove(file, own)
  }
}

async function take(file: string, own: string): Promise<boolean> {
  try {
    await writeFile(file, own, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return false
  }
}

/** Whether the owner was a process of this machine, and is gone. */
function isGone(text: string): boolean {
  const [, host, pid, start] = /^(\S+) (\d+) (\d+) \d+\n$/.exec(text) ?? []
  return host === hostname() && !isStartedProcess(Number(pid), Number(start))
}

/** Removes a lock that has this text, and no other: another process may have taken it over meanwhile. */
async function remove(file: string, text: string): Promise<void> {
  const aside = `${file}.${hostname()}.${process.pid}.${process.hrtime.bigint()}`
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if ((await readFile(aside, 'utf8').catch(() => text)) !== text) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}
