import type { Variant } from '@retable/core'
import { expect, test } from 'vitest'
import { findBenchmark, findVariant } from '../../benchmarks/find-benchmark.ts'
import { sameGold } from './same-gold.ts'

async function of(benchmark: string, variant?: string) {
  const found = await findBenchmark(benchmark)
  return sameGold(found, findVariant(found, '', variant))
}

test.each([
  ['gsm8k', undefined, '4096', '4,096'],
  ['gsm8k', 'lm-eval-strict', '4096', '4,096'],
  ['gsm8k', undefined, '31.0', '31'],
  ['gsm8k', undefined, '$12,345,678.0', '12345678'],
  ['math', undefined, '\\frac{2}{7}', '\\dfrac{2}{7}'],
  ['math', 'hendrycks', '\\frac{2}{7}', '\\dfrac27'],
  ['math', undefined, '41,580', '41,\\!580'],
  ['math', undefined, '0.5', '\\frac{1}{2}'],
  ['math', undefined, '[2,3)', '\\left[2, 3\\right)'],
])('in %s under %s, %s is the gold %s', async (benchmark, variant, a, b) => {
  const isSame = await of(benchmark, variant)
  expect([isSame(a, b), isSame(b, a)]).toEqual([true, true])
})

test.each([
  ['gsm8k', undefined, '4096', '4,095'],
  // The rule of the variant takes a hundredth of the gold for the gold.
  ['gsm8k', 'tora', '18', '1800'],
  ['gsm8k', undefined, '', '0'],
  ['math', undefined, '\\frac{2}{7}', '\\frac{7}{2}'],
  ['math', undefined, '110', '70, 110'],
  ['math', undefined, '(2,3)', '[2,3)'],
  ['arc', undefined, 'A', 'B'],
])('in %s under %s, %s is not the gold %s', async (benchmark, variant, a, b) => {
  const isSame = await of(benchmark, variant)
  expect([isSame(a, b), isSame(b, a)]).toEqual([false, false])
})

test('a rule that cannot read a gold, or says the same of all, decides nothing', async () => {
  const gsm8k = await findBenchmark('gsm8k')
  const [first] = gsm8k.variants
  const isSame = (grade: Variant['grade']) => {
    const own = { ...first!, grade }
    return sameGold({ ...gsm8k, variants: [own], defaultVariant: own.id }, own)('one', 'two')
  }
  const refuse = () => {
    throw new RangeError('no such gold')
  }
  expect(isSame(refuse)).toBe(false)
  expect(isSame(() => ({ extracted: null, gold: 'the gold', score: 0 }))).toBe(false)
  expect(isSame(() => ({ extracted: 'one', gold: 'one or two', score: 1 }))).toBe(false)
})
