import { expect, test } from 'vitest'
import { findBenchmark } from '../../benchmarks/find-benchmark.ts'
import { withWholeId } from './whole-id.ts'

test.each([
  ['17.0', '17'],
  ['3.000', '3'],
  ['17.5', '17.5'],
  ['9999.0', '9999.0'],
  ['a.0', 'a.0'],
  [4, 4],
])('the id %j is %j', async (given, id) => {
  const benchmark = await findBenchmark('gsm8k')
  expect(withWholeId({ kind: 'output', line: 1, outputs: ['x'], id: given }, benchmark).id).toBe(id)
})
