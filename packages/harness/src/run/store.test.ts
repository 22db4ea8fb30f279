import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Completion } from '@retable/core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStore, storeFile } from './store.ts'

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
    exec.call(this, sql.includes('journal_mode') ? `${sql}; PRAGMA max_page_count = 8` : sql)
  })
}

test('a full disk is one sentence, and what was kept before stays', async () => {
  fillDisk()
  const store = await openStore(directory)
  store.keepSamples([{ key: 'a', completion }])
  const big = { ...completion, text: 'x'.repeat(100_000) }
  expect(() => store.keepSamples([{ key: 'b', completion: big }])).toThrow(
    expect.objectContaining({
      code: 'harness/store',
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

test('a sample without a log-probability is refused, and one that is there already is kept', async () => {
  const store = await openStore(directory)
  expect(() =>
    store.keepSamples([{ key: 'a', completion: { ...completion, logProbability: Number.NaN } }]),
  ).toThrow('NOT NULL')
  store.keepSamples([{ key: 'a', completion }])
  store.keepSamples([{ key: 'a', completion: { ...completion, text: 'y' } }])
  expect(store.samples(['a']).get('a')?.text).toBe('x')
  store.close()
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
