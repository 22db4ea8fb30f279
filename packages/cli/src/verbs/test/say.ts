import { currentRun } from './targets/current-run.ts'

/** Tells on standard error what runs now. */
export function say(what: string): void {
  process.stderr.write(`${linePrefix()}running: ${what}\n`)
}

/** What lines of a target begin with, so that those that the cache repeats are told from those of this run. */
export function linePrefix(): string {
  return currentRun === '' ? '' : `${currentRun} `
}
