import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Completion } from '@retable/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStore, openStoreInMemory, storeFile } from './open-store.ts'
import { testStore } from './testing.ts'

testStore('SQLite in a file', openStore)
testStore('SQLite in memory', openStoreInMemory)

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-store-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  await rm(directory, { recursive: true })
})

const completion: Completion = { text: 'x', tokens: 1, finishReason: 'stop', logProbability: -1 }

/** Makes every write beyond the database's present size fail as on a full disk. */
function fillDisk() {
  const exec = Reflect.get(DatabaseSync.prototype, 'exec')
  return vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    exec.call(this, sql.includes('journal_mode') ? `${sql}; PRAGMA max_page_count = 10` : sql)
  })
}

test('a full disk is one sentence, and what was kept before stays', async () => {
  fillDisk()
  const store = await openStore(directory)
  store.keepSamples([{ key: 'a', completion }])
  const big = { ...completion, text: 'x'.repeat(100_000) }
  expect(() => store.keepSamples([{ key: 'b', completion: big }])).toThrow(
    expect.objectContaining({
      code: 'store/unusable',
      kind: 'environment',
      message: expect.stringMatching(/^the store in .* cannot be used: no space is left there/),
    }),
  )
  expect([...store.samples(['a', 'b']).keys()]).toEqual(['a'])
  expect(() => store.keepOutput('c', { model: big.text })).toThrow('no space is left')
  store.close()
})

test('what is no database is one sentence', async () => {
  await writeFile(path.join(directory, storeFile), 'x'.repeat(5000))
  await expect(openStore(directory)).rejects.toMatchObject({
    kind: 'environment',
    message: expect.stringContaining('is no database'),
  })
})

test('a store of the first version is brought up to date, and one of a newer retable is refused', async () => {
  const file = path.join(directory, storeFile)
  const old = new DatabaseSync(file)
  old.exec(`
    CREATE TABLE samples (key TEXT PRIMARY KEY, text TEXT NOT NULL, tokens INTEGER NOT NULL, finish TEXT NOT NULL,
      log_probability REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE steps (key TEXT PRIMARY KEY, output TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO samples VALUES ('a', 'x', 1, 'stop', -1);
    INSERT INTO steps VALUES ('k', '{"model":"m"}')
  `)
  old.close()
  const store = await openStore(directory)
  expect(store.samples(['a']).get('a')).toEqual(completion)
  expect(store.output('k')).toEqual({ model: 'm' })
  const plain: Completion = { text: 'x', tokens: 1, finishReason: 'stop' }
  store.keepSamples([{ key: 'b', completion: plain }])
  store.close()
  const again = await openStore(directory)
  expect([...again.samples(['a', 'b']).values()]).toEqual([completion, plain])
  again.close()

  const newer = new DatabaseSync(file)
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  await expect(openStore(directory)).rejects.toMatchObject({
    kind: 'environment',
    message: expect.stringContaining('made by a newer retable'),
  })
})

test('a store of the second version keeps its samples, with and without a log-probability', async () => {
  const old = new DatabaseSync(path.join(directory, storeFile))
  old.exec(`
    CREATE TABLE samples (key TEXT PRIMARY KEY, text TEXT NOT NULL, tokens INTEGER NOT NULL, finish TEXT NOT NULL,
      log_probability REAL) WITHOUT ROWID;
    INSERT INTO samples VALUES ('a', 'x', 1, 'stop', -1), ('b', 'y', 2, 'length', NULL);
    PRAGMA user_version = 2;
  `)
  old.close()
  const store = await openStore(directory)
  expect([...store.samples(['a', 'b']).values()]).toEqual([
    completion,
    { text: 'y', tokens: 2, finishReason: 'length' },
  ])
  store.close()
})

test('a store of the third version takes answers, and its samples stay in the table that they are in', async () => {
  const file = path.join(directory, storeFile)
  const old = new DatabaseSync(file)
  old.exec(`
    CREATE TABLE samples (key TEXT NOT NULL PRIMARY KEY, text TEXT NOT NULL, tokens INTEGER NOT NULL,
      finish TEXT NOT NULL, log_probability REAL);
    INSERT INTO samples (rowid, key, text, tokens, finish, log_probability)
      VALUES (7, 'a', 'x', 1, 'stop', -1), (9, 'b', 'y', 2, 'length', NULL);
    PRAGMA user_version = 3;
  `)
  old.close()
  const store = await openStore(directory)
  expect([...store.samples(['a', 'b']).values()]).toEqual([
    completion,
    { text: 'y', tokens: 2, finishReason: 'length' },
  ])
  store.keepAnswers([{ key: 'c', answer: '{"text":"4"}' }])
  expect(store.answers(['c']).get('c')).toBe('{"text":"4"}')
  store.close()
  const now = new DatabaseSync(file)
  // A copy, which a large store would wait for, has other row ids.
  expect(now.prepare('SELECT rowid FROM samples').all()).toEqual([{ rowid: 7 }, { rowid: 9 }])
  now.close()
})

test('a lease that cannot be renewed stops its work with the reason', async () => {
  const store = await openStore(directory)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const work = store.leased(
    'k',
    (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
  )
  const other = new DatabaseSync(path.join(directory, storeFile))
  other.exec('DROP TABLE leases')
  other.close()
  const rejected = expect(work).rejects.toThrow('no such table')
  vi.advanceTimersByTime(4000)
  await rejected
  store.close()
})

/** Writes a lease of a process of another host, or makes that of this one look as if it had not been renewed. */
function changeLease(sql: string) {
  const other = new DatabaseSync(path.join(directory, storeFile))
  other.exec(sql)
  other.close()
}

test('a lease that is renewed late stays with its work where that is of the same process', async () => {
  const store = await openStore(directory)
  let finish = () => {}
  const order: string[] = []
  const first = store.leased('k', async () => {
    await new Promise<void>((resolve) => (finish = resolve))
    order.push('first')
  })
  changeLease('UPDATE leases SET renewed = 0')
  const second = store.leased('k', () => Promise.resolve(order.push('second')))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(order).toEqual([])
  finish()
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
  store.close()
})

test('work whose lease another process has taken is stopped, and goes on after that one', async () => {
  const store = await openStore(directory)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  let times = 0
  const work = store.leased('k', (signal) => {
    times += 1
    if (times === 2) return Promise.resolve('done')
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))
  })
  const owner = JSON.stringify({ host: 'another', pid: 1, id: 'x' })
  changeLease(`UPDATE leases SET owner = '${owner}', renewed = ${Date.now()}`)
  vi.advanceTimersByTime(4000)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(times).toBe(1)
  changeLease('DELETE FROM leases')
  expect(await work).toBe('done')
  expect(times).toBe(2)
  store.close()
})
