import { expect, test } from 'vitest'
import { isBatchInvariant } from './batch-invariant.ts'

test.each([
  ['NVIDIA H100 80GB HBM3', true],
  ['NVIDIA H200', true],
  ['NVIDIA GH200 480GB', true],
  ['NVIDIA B200', true],
  ['gpu:h100', true],
  ['NVIDIA A100-SXM4-80GB', false],
  ['Tesla V100-SXM2-16GB', false],
  ['NVIDIA GeForce RTX 3090', false],
  ['h100x', false],
  ['', false],
])('%s: %s', (gpu, is) => {
  expect(isBatchInvariant(gpu)).toBe(is)
})
