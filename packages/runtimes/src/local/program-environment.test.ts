import { expect, test } from 'vitest'
import { gpuEnvironment } from './program-environment.ts'

test.each([
  [{}, {}, undefined],
  [{ gpus: 0 }, { CUDA_VISIBLE_DEVICES: '4,5' }, undefined],
  [{ gpus: 1 }, {}, '0'],
  [{ gpus: 2 }, { CUDA_VISIBLE_DEVICES: '4,5,6' }, '4,5'],
  [{ gpus: 1 }, { CUDA_VISIBLE_DEVICES: 'GPU-6f,GPU-7a' }, 'GPU-6f'],
  [{ gpus: 1, gpuIds: ['3'] }, { CUDA_VISIBLE_DEVICES: '2,3' }, '3'],
])('a program given %j where %j is seen sees %s', (given, env, seen) => {
  expect(gpuEnvironment(given, env)['CUDA_VISIBLE_DEVICES']).toBe(seen)
})
