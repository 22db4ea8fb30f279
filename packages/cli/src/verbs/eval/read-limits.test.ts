import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readLimits } from './read-limits.ts'

let prices: string
beforeEach(async () => {
  prices = path.join(await mkdtemp(path.join(tmpdir(), 'retable-prices-')), 'prices.json')
})
afterEach(() => rm(path.dirname(prices), { recursive: true }))

test('a limit of cost goes with the prices of the file', async () => {
  const read = { prompt: 1, completion: 2.5, cachedPrompt: 0, request: 0.001 }
  await writeFile(prices, JSON.stringify(read))
  expect(await readLimits({ maxCost: 3, prices })).toEqual({ maxCost: 3, prices: read })
  expect(await readLimits({ maxTokensTotal: 10 })).toEqual({ maxTokensTotal: 10 })
})

test.each([
  [{ prompt: 1 }, '"completion" is lacking'],
  [{ prompt: -1, completion: 1 }, '"prompt" must be a number from 0'],
  [{ prompt: 1, completion: '1' }, '"completion" must be a number from 0'],
  [{ prompt: 1, completion: 1, cached: 1 }, 'there is no price "cached"'],
])('%j are no prices', async (read, says) => {
  await writeFile(prices, JSON.stringify(read))
  await expect(readLimits({ maxCost: 1, prices })).rejects.toThrow(says)
})
