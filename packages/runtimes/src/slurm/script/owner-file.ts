import { utimes, writeFile } from 'node:fs/promises'
import { nothingToServe } from './needs-lines.ts'
import { quoted } from './quoted.ts'

const everyMs = 60_000
const goneAfterMinutes = 15

/** What the file is called, in a service's folder. */
export const ownerFile = 'owner'

/**
 * Makes a file, and touches it as long as this process lives: what waits in a queue for hours sees by it whether there is
 * still anyone who would ask it.
 *
 * @returns what ends that
 */
export async function keepOwnerFile(file: string, ms = everyMs): Promise<() => void> {
  await writeFile(file, '')
  const timer = setInterval(() => {
    const now = new Date()
    utimes(file, now, now).catch(() => {})
  }, ms)
  timer.unref()
  return () => clearInterval(timer)
}

/** Lines that end a script where nobody has touched the file for a quarter of an hour. */
export function ownerLines(file: string): string[] {
  return [
    `if [ -z "$(find ${quoted(file)} -mmin -${goneAfterMinutes} 2>/dev/null)" ]; then echo 'nothing is started: who would ask it has gone'; exit ${nothingToServe}; fi`,
  ]
}
