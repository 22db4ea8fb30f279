import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder } from '@retable/core'
import { StoreError } from './errors.ts'
import { unusable } from './refusals.ts'
import { prepareTables } from './schema.ts'
import { sqliteStore } from './sqlite-store.ts'
import type { Store } from './store.ts'

/** Name of the database in the store's folder. */
export const storeFile = 'store.sqlite'

/**
 * Opens the store in a folder: SQLite in WAL mode, which several processes may use at once, and a folder of models.
 *
 * @throws StoreError if the folder or the database cannot be used
 */
export async function openStore(directory: string): Promise<Store> {
  return open(directory, path.join(directory, storeFile))
}

/** Opens a store whose database lives as long as it is open; its models still lie in a folder. */
export async function openStoreInMemory(directory: string): Promise<Store> {
  return open(directory, ':memory:')
}

async function open(directory: string, location: string): Promise<Store> {
  const folders = { models: path.join(directory, 'models'), work: path.join(directory, 'work') }
  try {
    await makeFolder(folders.models)
    await makeFolder(folders.work)
    const database = new DatabaseSync(location, { timeout: 30_000 })
    prepareTables(database, directory)
    return sqliteStore(database, { directory, ...folders })
  } catch (error) {
    throw error instanceof StoreError ? error : unusable(directory, error)
  }
}
