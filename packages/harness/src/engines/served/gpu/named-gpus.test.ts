import { expect, test } from 'vitest'
import { namedGpus } from './named-gpus.ts'

const two = [
  { name: 'A100', memory: 80e9 },
  { name: 'A10', memory: 24e9 },
]

test.each([
  [{}, ['0', '1']],
  [{ CUDA_VISIBLE_DEVICES: '1' }, ['1']],
  [{ CUDA_VISIBLE_DEVICES: '' }, []],
  [{ CUDA_VISIBLE_DEVICES: 'GPU-6f' }, ['GPU-6f']],
])('with %j a process may use %j', (env, ids) => {
  expect(namedGpus(two, env).map(({ id }) => id)).toEqual(ids)
})
