import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Engine } from '@retable/core'
import { recordingEngine } from '@retable/core/testing'
import { openStoreInMemory, type Store } from '@retable/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute } from '../execute.ts'
import { layOut } from '../layout.ts'

let directory: string
let store: Store
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-load-'))
  store = await openStoreInMemory(directory)
})
afterAll(async () => {
  store.close()
  await rm(directory, { recursive: true })
})

test('weights that others made are fetched once; whose they are, and their chat template, stand in the record', async () => {
  const weights = { kind: 'hub', repository: 'an/open-model', revision: 'r1' } as const
  const fetched: unknown[] = []
  const recording = recordingEngine()
  const model = { id: 'open', hash: 'h', chatTemplate: 't' }
  const loading: Engine = {
    ...recording,
    load(asked, { here }) {
      if (!here) fetched.push(asked)
      return Promise.resolve(fetched.length === 0 ? undefined : model)
    },
  }
  const layout = layOut(
    (lab) => {
      const base = lab.model('policy', weights)
      lab.score(
        'scores',
        base,
        lab.data('texts', { size: 1, make: () => [{ prompt: 'p', completion: 'c' }] }),
      )
    },
    null,
    1,
  )
  for (let i = 0; i < 2; i += 1) {
    const { steps } = await execute(layout, { engineOf: () => loading, store })
    expect(steps[0]).toEqual({ step: 'policy', kind: 'load', key: 'h', weights, chatTemplate: 't' })
  }
  expect(fetched).toEqual([weights])
  expect(recording.asked).toMatchObject([{ kind: 'score', model: { id: 'policy', hash: 'h' } }])
})

test('an engine that loads no published weights says so', async () => {
  const layout = layOut((lab) => lab.model('policy', { kind: 'packaged', id: 'small' }), null, 1)
  await expect(execute(layout, { engineOf: () => recordingEngine(), store })).rejects.toThrow(
    'policy: the engine recording plays the role "policy" and cannot load published weights',
  )
})
