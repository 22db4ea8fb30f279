import { expect, test } from 'vitest'
import { effectText } from './effect-text.ts'

test('a difference of shares is in points, others are in their own unit', () => {
  const of = (unit: string) => effectText({ effect: 0.2669, low: 0.2, high: 0.3312, unit })
  expect(of('fraction')).toEqual({ effect: '26.7 points', interval: '20.0 to 33.1' })
  expect(of('nats')).toEqual({ effect: '0.267 nats', interval: '0.200 to 0.331' })
  expect(of('coefficient').effect).toBe('0.267')
  expect(of('').effect).toBe('0.267')
})

test('what was not tested, or has no ends, is left empty', () => {
  const none = { low: null, high: null, unit: 'fraction' }
  expect(effectText({ ...none, effect: null })).toEqual({ effect: '', interval: '' })
  expect(effectText({ ...none, effect: -0.05 })).toEqual({ effect: '-5.0 points', interval: '' })
})
