import { expect, test } from 'vitest'
import { hyperparameters } from './hyperparameters.ts'

test('a value is used as it is listed', () => {
  const { take, taken } = hyperparameters()
  const beta: number = take('beta', 0.1, 'stated §3.1')
  const [early, late] = take('temperatures', [0.8, 1.3], 'stated §3.1')
  const share = take('decay', 0.1, 'own', (value) => `linear, to ${value * 100} %`)
  expect([beta, early, late, share]).toEqual([0.1, 0.8, 1.3, 0.1])
  expect(taken).toEqual([
    { name: 'beta', value: 0.1, source: 'stated §3.1' },
    { name: 'temperatures', value: '0.8 / 1.3', source: 'stated §3.1' },
    { name: 'decay', value: 'linear, to 10 %', source: 'own' },
  ])
  expect(() => take('beta', 0.2, 'own')).toThrow('"beta" is taken twice')
})
