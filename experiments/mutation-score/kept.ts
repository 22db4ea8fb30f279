import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** What earlier runs found, by key, in a file that every finding is written to: a run that was ended goes on from it. */
export interface Kept<T> {
  readonly get: (key: string) => T | undefined
  readonly set: (key: string, value: T) => void
}

/** Opens the file, which need not exist. */
export function openKept<T>(path: string): Kept<T> {
  const values: Record<string, T> = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, T>)
    : {}
  mkdirSync(dirname(path), { recursive: true })
  return {
    get: (key) => values[key],
    set: (key, value) => {
      values[key] = value
      writeFileSync(`${path}.new`, JSON.stringify(values))
      renameSync(`${path}.new`, path)
    },
  }
}
