import type { Asset } from '@retable/core'
import { expect, test } from 'vitest'
import { readOnce } from './read-once.ts'

const asset: Asset = { name: 'x', url: 'https://x', sha256: '0'.repeat(64), bytes: 1, licence: 'MIT' }

test('files are read once for one read function, anew for another, and again after a failure', async () => {
  let reads = 0
  let fails = true
  const reader = () => () => {
    reads += 1
    return fails ? Promise.reject(new Error('no network')) : Promise.resolve(Uint8Array.of(reads))
  }
  const first = readOnce(async (read) => (await read(asset))[0])
  const read = reader()
  await expect(first(read)).rejects.toThrow('no network')
  fails = false
  expect(await first(read)).toBe(2)
  expect(await first(read)).toBe(2)
  expect(await first(reader())).toBe(3)
})
