import { expect, test } from 'vitest'
import { failedOutputs, modelOf } from './failed-outputs.ts'

test.each([
  [{}, 'text'],
  [{}, ''],
  [{ error: 'late' }, 'a text beside an error'],
  [{ error: null }, ''],
  [{ error: false }, undefined],
  [{ error: '' }, undefined],
  [{}, ['a', 'b']],
  [{}, []],
  [{}, undefined],
  [{}, 5],
  [{}, [null, 5]],
  [{ error: 'late' }, { text: 'x' }],
])('%j with the output %j is no failed request', (row, value) => {
  expect(failedOutputs(row, 'output', value)).toBeUndefined()
})

test.each([
  [{}, null, [''], [0], '"output" is null: the model gave no output'],
  [{}, ['a', null], ['a', ''], [1], '"output" holds null: the model gave no output'],
  [{ error: 'late' }, undefined, [''], [0], 'ended in an error: late'],
  [{ error: { message: 'full' } }, '', [''], [0], 'ended in an error: full'],
  [{ error: true }, [], [''], [0], 'ended in an error'],
  [{ error: 'late' }, ['', 'a'], ['', 'a'], [0], 'ended in an error: late'],
])('%j with the output %j is one', (row, value, outputs, indexes, reason) => {
  expect(failedOutputs(row, 'output', value)).toEqual({ outputs, failed: { indexes, reason } })
})

test('a row’s model has one of four names', () => {
  expect(modelOf({ model: ' ', generator: 'small' })).toBe('small')
  expect(modelOf({ model: { name: 'x' } })).toBeUndefined()
})
