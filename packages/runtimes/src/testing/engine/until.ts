import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

const everyMs = 100
const limitMs = 120_000

/** Waits until something holds; @throws Error with the end of the log where it does not within two minutes */
export async function until(what: string, holds: () => Promise<boolean>, logFile: string): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) {
      const log = await readFile(logFile, 'utf8')
      throw new Error(`${what} does not answer:\n${log.slice(-2000)}`)
    }
    await delay(everyMs)
  }
}
