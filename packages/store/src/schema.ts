import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from './errors.ts'

/** The version that this code writes and reads. */
const version = 4

/**
 * Makes the tables, or brings those of an older retable up to date in one transaction.
 *
 * @throws StoreError if a newer retable has made the store
 */
export function prepareTables(database: DatabaseSync, directory: string): void {
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  if (versionOf(database) === version) return
  database.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have done it meanwhile.
    const found = versionOf(database)
    if (found > version) {
      throw new StoreError(
        `the store in ${directory} was made by a newer retable (its version is ${found}, this one reads ${version}); update, or name another folder in RETABLE_STORE`,
      )
    }
    if (found < version) {
      const hasSamples =
        database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'samples'").get() !== undefined
      database.exec(hasSamples && found < 3 ? fromOlder : '')
      database.exec(`${tables} PRAGMA user_version = ${version};`)
    }
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function versionOf(database: DatabaseSync): number {
  return database.prepare('PRAGMA user_version').get()!['user_version'] as number
}

// With row ids: a tree by key that holds the texts too is so deep that a lookup takes three to four times as long.
const samples = `(
    key TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, tokens INTEGER NOT NULL, finish TEXT NOT NULL,
    log_probability REAL
  )`

const tables = `
  CREATE TABLE IF NOT EXISTS samples ${samples};
  CREATE TABLE IF NOT EXISTS answers (key TEXT NOT NULL PRIMARY KEY, answer TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS steps (key TEXT PRIMARY KEY, output TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS prompts (key TEXT PRIMARY KEY, prompt TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS step_samples (
    step TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, sample INTEGER NOT NULL,
    prompt_key TEXT NOT NULL, sample_key TEXT NOT NULL, PRIMARY KEY (step, position)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS leases (key TEXT PRIMARY KEY, owner TEXT NOT NULL, renewed INTEGER NOT NULL) WITHOUT ROWID;
`

/** The first version had no samples without a log-probability, the second no row ids; the third had no answers. */
const fromOlder = `
  ALTER TABLE samples RENAME TO older_samples;
  CREATE TABLE samples ${samples};
  INSERT INTO samples SELECT key, text, tokens, finish, log_probability FROM older_samples;
  DROP TABLE older_samples;
`
