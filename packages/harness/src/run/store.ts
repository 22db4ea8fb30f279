import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { diskRefusal, isRunning, makeFolder, type Completion } from '@retable/core'
import { HarnessError } from '../errors.ts'
import { storedModels, type StoredModels } from './store-models.ts'

/** What is kept of a step that trained or scored. */
export type StepOutput = { readonly model: string } | { readonly scores: readonly number[] }

/** Everything that runs keep: samples one by one, outputs of steps, models as files, and leases. */
export interface Store {
  readonly samples: (keys: readonly string[]) => ReadonlyMap<string, Completion>
  readonly keepSamples: (
    samples: readonly { readonly key: string; readonly completion: Completion }[],
  ) => void
  readonly output: (key: string) => StepOutput | undefined
  readonly keepOutput: (key: string, output: StepOutput) => void
  /**
   * Does the work unless another process is at it, then waits for that one. Null if its output is there by then. The
   * work is to heed the signal it gets: that of the caller, and a lease that cannot be renewed.
   */
  readonly leased: <T>(
    key: string,
    work: (signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ) => Promise<T | null>
  readonly models: StoredModels
  /** A name for a file under way: a checkpoint, or a model not yet known by its hash. */
  readonly workFile: (key: string, ending: string) => string
  readonly close: () => void
}

/** Name of the database in the store's folder. */
export const storeFile = 'store.sqlite'

/** A lease is held by a living process that renews it; one that is not renewed for this long is void. */
const leaseMs = 15_000

/**
 * Opens the store in a folder: SQLite in WAL mode, which several processes may use at once, and a folder of models.
 *
 * @throws HarnessError `harness/store`
 */
export async function openStore(directory: string): Promise<Store> {
  const models = path.join(directory, 'models')
  const work = path.join(directory, 'work')
  let database: DatabaseSync
  try {
    await makeFolder(models)
    await makeFolder(work)
    database = new DatabaseSync(path.join(directory, storeFile), { timeout: 30_000 })
    database.exec(schema)
  } catch (error) {
    throw unusable(directory, error)
  }
  const statements = {
    sample: database.prepare('SELECT text, tokens, finish, log_probability FROM samples WHERE key = ?'),
    keepSample: database.prepare('INSERT INTO samples VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    output: database.prepare('SELECT output FROM steps WHERE key = ?'),
    keepOutput: database.prepare('INSERT OR REPLACE INTO steps VALUES (?, ?)'),
    lease: database.prepare('SELECT owner, renewed FROM leases WHERE key = ?'),
    take: database.prepare('INSERT OR REPLACE INTO leases VALUES (?, ?, ?)'),
    renew: database.prepare('UPDATE leases SET renewed = ? WHERE key = ? AND owner = ?'),
    release: database.prepare('DELETE FROM leases WHERE key = ? AND owner = ?'),
  }
  const id = randomUUID()
  openHere.add(id)
  const owner = JSON.stringify({ host: hostname(), pid: process.pid, id })
  /** What SQLite refuses becomes a sentence. */
  const said = <T>(action: () => T): T => {
    try {
      return action()
    } catch (error) {
      throw isRefusal(error) ? unusable(directory, error) : error
    }
  }
  const inTransaction = (action: () => void) =>
    said(() => {
      database.exec('BEGIN IMMEDIATE')
      try {
        action()
        database.exec('COMMIT')
      } catch (error) {
        // After some errors, such as a full disk, SQLite has rolled back itself.
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    })
  const output = (key: string): StepOutput | undefined => {
    const row = said(() => statements.output.get(key))
    return row === undefined ? undefined : parsedOutput(row['output'] as string)
  }
  /** Takes the lease unless a living process holds it. */
  const take = (key: string): boolean => {
    let taken = false
    inTransaction(() => {
      const held = statements.lease.get(key) as { owner: string; renewed: number } | undefined
      taken = held === undefined || Date.now() - held.renewed > leaseMs || !isAlive(held.owner)
      if (taken) statements.take.run(key, owner, Date.now())
    })
    return taken
  }
  /** Gives a lease back. One that the disk does not let go of is void by itself, soon after. */
  const release = (key: string) => {
    try {
      statements.release.run(key, owner)
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  }

  return {
    samples(keys) {
      const found = new Map<string, Completion>()
      for (const key of keys) {
        const row = said(() => statements.sample.get(key))
        if (row === undefined) continue
        found.set(key, {
          text: row['text'] as string,
          tokens: row['tokens'] as number,
          finishReason: row['finish'] as Completion['finishReason'],
          logProbability: row['log_probability'] as number,
        })
      }
      return found
    },
    keepSamples(samples) {
      inTransaction(() => {
        for (const { key, completion } of samples) {
          const { text, tokens, finishReason, logProbability } = completion
          statements.keepSample.run(key, text, tokens, finishReason, logProbability)
        }
      })
    },
    output,
    keepOutput: (key, value) => void said(() => statements.keepOutput.run(key, JSON.stringify(value))),
    async leased(key, action, signal) {
      while (!take(key)) {
        await delay(200, undefined, signal ? { signal } : {})
        if (output(key) !== undefined) return null
      }
      const lost = new AbortController()
      const renewal = setInterval(() => {
        try {
          said(() => statements.renew.run(Date.now(), key, owner))
        } catch (error) {
          clearInterval(renewal)
          lost.abort(error)
        }
      }, leaseMs / 5)
      try {
        return await action(AbortSignal.any([lost.signal, ...(signal ? [signal] : [])]))
      } catch (error) {
        throw lost.signal.aborted ? lost.signal.reason : error
      } finally {
        clearInterval(renewal)
        release(key)
      }
    },
    models: storedModels(models),
    workFile: (key, ending) => path.join(work, `${key}.${ending}`),
    close() {
      openHere.delete(id)
      database.close()
    },
  }
}

/** An output that cannot be read is none: its step is done again. */
function parsedOutput(text: string): StepOutput | undefined {
  try {
    return JSON.parse(text) as StepOutput
  } catch {
    return undefined
  }
}

/** Stores that are open in this process: an earlier process may have had its number. */
const openHere = new Set<string>()

/** Whether a lease's owner may be alive: a process of another host always may. */
function isAlive(owner: string): boolean {
  const { host, pid, id } = JSON.parse(owner) as { host: string; pid: number; id: string }
  if (host !== hostname()) return true
  if (pid === process.pid) return openHere.has(id)
  return isRunning(pid)
}

/** Whether the disk or another process kept SQLite from its work. A broken constraint is a fault of the program. */
function isRefusal(error: unknown): boolean {
  const { code, errcode = 0 } = error as { code?: string; errcode?: number }
  return code === 'ERR_SQLITE_ERROR' && primary(errcode) !== constraint && primary(errcode) !== mistake
}

function unusable(directory: string, cause: unknown): HarnessError {
  const { code, errcode = 0, message } = cause as { code?: string; errcode?: number; message: string }
  const why = code === 'ERR_SQLITE_ERROR' ? reasons[primary(errcode)] : diskRefusal(cause)
  return new HarnessError('harness/store', `the store in ${directory} cannot be used: ${why ?? message}`, {
    kind: 'environment',
    cause,
  })
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

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS samples (
    key TEXT PRIMARY KEY, text TEXT NOT NULL, tokens INTEGER NOT NULL, finish TEXT NOT NULL,
    log_probability REAL NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS steps (key TEXT PRIMARY KEY, output TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS leases (key TEXT PRIMARY KEY, owner TEXT NOT NULL, renewed INTEGER NOT NULL) WITHOUT ROWID;
`
