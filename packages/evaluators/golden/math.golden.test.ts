import { expect, test } from 'vitest'
import { goldenDirectory } from './comparison.ts'
import { againstAllFive, comparisons, equivalencePairs } from './math.ts'

test('every published figure comes out of its raw outputs', { timeout: 60_000 }, () => {
  const counts = comparisons(goldenDirectory()).map(({ source, compared, equal }) => [
    source,
    compared,
    equal,
  ])
  console.log(JSON.stringify(counts))
})
