import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { groupKFold } from './group-k-fold.ts'

test.each([1, 2, 5, 16, 17, 100, 2415])('%d groups are dealt evenly', (n) => {
  const folds = groupKFold(n, 5)
  const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((given) => given === fold).length)
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
})

test('more folds than a byte counts are dealt evenly too', () => {
  const sizes = new Map<number, number>()
  for (const fold of groupKFold(600, 300)) sizes.set(fold, (sizes.get(fold) ?? 0) + 1)
  expect(sizes.size).toBe(300)
  expect(new Set(sizes.values())).toEqual(new Set([2]))
  for (const wrong of [0, -1, 1.5, Number.NaN]) expect(() => groupKFold(10, wrong)).toThrow(RangeError)
})

test('the folds are those of scikit-learn 1.2.1 with NumPy 1.24.2', () => {
  const golden = process.env['RETABLE_GOLDEN']
  const file = path.join(golden ?? '', 'judge/alpaca_eval/cv_folds.json')
  if (!golden || !existsSync(file)) throw new Error('RETABLE_GOLDEN names no folder with cv_folds.json')
  const { folds } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly folds: Readonly<Record<string, string>>
  }
  expect(Object.keys(folds)).toEqual(['802', '803', '804', '805'])
  for (const given of Object.values(folds)) expect(groupKFold(given.length, 5).join('')).toBe(given)
})
