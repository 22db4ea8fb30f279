import { expect, test } from 'vitest'
import { findEngine } from './find-engine.ts'

const sizes = { width: 16, layers: 1, heads: 2, context: 12 }
const adapter = { rank: 4, scale: 2, dropout: 0 }
const served = {
  ...{ maxTokens: 9, adapter: null, weights: 'float32', autocast: null, gradientCheckpointing: false },
  ...{ microBatch: 1, batch: 1, threads: 1, device: 'cpu', checkpointSeconds: 5, fresh: null },
}

test.each([
  ['nanolm', { ...sizes, pieces: 'abc' }, '"pieces" has to be a list of texts'],
  ['nanolm', { ...sizes, pieces: ['a', 5] }, '"pieces[1]" has to be a text'],
  ['nanolm', { pieces: ['a'], ...sizes, width: 1.5 }, '"width" has to be a whole number above 0'],
  ['nanolm', { pieces: ['a'], ...sizes, heads: 0 }, '"heads" has to be a whole number above 0'],
  ['nanolm', { pieces: ['a'] }, '"width" has to be a whole number above 0'],
  ['served', { ...served, weights: 'float16' }, '"weights" has to be "float32" or "bfloat16"'],
  ['served', { ...served, autocast: 'float16' }, '"autocast" has to be null or "bfloat16"'],
  ['served', { ...served, adapter: {} }, '"adapter.rank" has to be a whole number above 0'],
  [
    'served',
    { ...served, adapter: { ...adapter, dropout: 2 } },
    '"adapter.dropout" has to be a number from 0 to below 1',
  ],
  ['served', { ...served, threads: 0 }, '"threads" has to be a whole number above 0'],
  ['served', { ...served, device: 'tpu' }, '"device" has to be "cpu" or "cuda"'],
  ['served', { ...served, fresh: { kind: 'gpt' } }, '"fresh.kind" has to be "tiny-llama"'],
  ['served', { ...served, checkpointSeconds: undefined }, '"checkpointSeconds" has to be a number above 0'],
  ['none', { reason: '', parameters: 1 }, '"reason" has to be a text that is not empty'],
  ['none', { reason: 'needs a GPU', parameters: Number.NaN }, '"parameters" has to be a number above 0'],
  ['none', { reason: 'needs a GPU', parameters: -1 }, '"parameters" has to be a number above 0'],
])('a wrong setting of the engine %s is named: %j', async (engine, settings, told) => {
  await expect(findEngine({ engine, settings })).rejects.toMatchObject({
    code: 'harness/engine',
    message: `the settings of the engine ${engine} are wrong: ${told}`,
  })
})

test('an engine is prepared with its settings, and an unknown one is answered with the nearest', async () => {
  const nanolm = await findEngine({ engine: 'nanolm', settings: { pieces: ['a'], ...sizes } })
  expect(nanolm.cost({ kind: 'train', steps: 2, rowsPerStep: 3 })).toEqual({ tokens: 2 * 3 * 12 })
  await expect(findEngine({ engine: 'nanoml', settings: {} })).rejects.toThrow('did you mean nanolm?')
})

test('an engine of programs counts what it draws and trains on at most', async () => {
  const found = await findEngine({ engine: 'served', settings: served })
  expect(found.cost({ kind: 'generate', samples: 3, maxTokens: 10 })).toEqual({ tokens: 30 })
  expect(found.cost({ kind: 'train', steps: 2, rowsPerStep: 5 })).toEqual({ tokens: 90 })
  await expect(found.open({ directory: '.', runtime: 'cloud' })).rejects.toThrow(
    'there is no runtime "cloud"; there are: local, compose, slurm',
  )
})

test('a role that is only laid out counts tokens, and GPU time where its size is known', async () => {
  const draw = { kind: 'generate', samples: 3, maxTokens: 10 } as const
  const train = { kind: 'train', steps: 2, rowsPerStep: 5 } as const
  const own = await findEngine({ engine: 'none', settings: { reason: 'needs a GPU', parameters: 15e12 } })
  // 2 × 15e12 × 30 tokens at 30e12 a second; 6 × 15e12 × 7,680 tokens at 120e12.
  expect(own.cost(draw)).toEqual({ tokens: 30, gpuSeconds: 30 })
  expect(own.cost(train)).toEqual({ tokens: 7680, gpuSeconds: 5760 })
  expect(own.formula).toContain('2 × parameters × tokens drawn')
  const served = await findEngine({ engine: 'none', settings: { reason: 'needs an API' } })
  expect([served.cost(draw), served.cost(train)]).toEqual([{ tokens: 30 }, { tokens: 7680 }])
  expect([served.formula, served.cannotRun]).toEqual([undefined, 'needs an API'])
})
