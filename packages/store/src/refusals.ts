import { diskRefusal } from '@retable/core'
import { StoreError } from './errors.ts'

/** Whether the disk or another process kept SQLite from its work. A broken constraint is a fault of the program. */
export function isRefusal(error: unknown): boolean {
  const { code, errcode = 0 } = error as { code?: string; errcode?: number }
  return code === 'ERR_SQLITE_ERROR' && primary(errcode) !== constraint && primary(errcode) !== mistake
}

/** Why the store in a folder cannot be used, in a sentence. */
export function unusable(directory: string, cause: unknown): StoreError {
  const { code, errcode = 0, message } = cause as { code?: string; errcode?: number; message: string }
  const why = code === 'ERR_SQLITE_ERROR' ? reasons[primary(errcode)] : diskRefusal(cause)
  return new StoreError(`the store in ${directory} cannot be used: ${why ?? message}`, { cause })
}

/** SQLite's extended codes hold the primary one in their lowest byte. */
function primary(errcode: number): number {
  return errcode & 0xff
}

const [mistake, full, constraint] = [1, 13, 19] as const

/** By SQLite's primary result code. */
const reasons: Readonly<Record<number, string>> = {
  5: 'another process keeps it locked; run the command again',
  8: 'it cannot be written to; make it writable, or name another folder in RETABLE_STORE',
  10: 'the disk failed to read or write it (it may be full); see to the disk, or name another folder in RETABLE_STORE',
  11: 'its database is damaged; remove it, or name another folder in RETABLE_STORE',
  [full]: 'no space is left there; free some, or name another folder in RETABLE_STORE',
  14: 'its database cannot be opened; make it writable, or name another folder in RETABLE_STORE',
  26: 'its store.sqlite is no database; remove it, or name another folder in RETABLE_STORE',
}
