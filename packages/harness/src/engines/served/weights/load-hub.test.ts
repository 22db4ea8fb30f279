import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ServedContext } from '../context.ts'
import { loadHub } from './load-hub.ts'

const gated = {
  kind: 'hub',
  repository: 'meta-llama/Llama-2-70b-chat-hf',
  revision: 'e9149a12809580e8602995856f8098ce973d1080',
} as const
const pinned = {
  kind: 'hub',
  repository: 'Qwen/Qwen2.5-0.5B-Instruct',
  revision: '7ae557604adf67be50417f59c2c2f167def9a775',
} as const

async function context(): Promise<ServedContext> {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-load-hub-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  return { directory, onProgress: () => undefined } as unknown as ServedContext
}

test('weights that are not here are none where nothing may be fetched', async () => {
  const own = await context()
  for (const weights of [gated, pinned]) expect(await loadHub(own, weights, { here: true })).toBeUndefined()
  expect(await readdir(own.directory)).toEqual([])
})

test('weights without hashes are refused with what to do, before anything is fetched', async () => {
  const own = await context()
  await expect(loadHub(own, gated, { here: false })).rejects.toMatchObject({
    code: 'harness/weights',
    kind: 'environment',
    message: expect.stringContaining(
      'run node packages/assets/pin/pin-hub.ts meta-llama/Llama-2-70b-chat-hf',
    ),
  })
  const other = { ...pinned, revision: 'f'.repeat(40) }
  await expect(loadHub(own, other, { here: false })).rejects.toThrow('at fffffff is not pinned yet')
  expect(await readdir(own.directory)).toEqual([])
})
