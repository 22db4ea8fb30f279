import { expect, test } from 'vitest'
import { jsonRows, onlyObject } from './json-rows.ts'

function rowsOf(text: string) {
  const { rows, broken } = jsonRows({ bytes: new TextEncoder().encode(text), name: 'own.json' })
  return { values: rows.map(({ value }) => value), broken: broken.map(({ line }) => line) }
}

test('lines and arrays are read as Python writes them', () => {
  const rows = [{ a: null }, { a: -Infinity, b: 'NaN' }]
  for (const text of [
    '{"a": NaN}\n{"a": -Infinity, "b": "NaN"}',
    '[{"a": NaN},\n{"a": -Infinity, "b": "NaN"}]',
  ]) {
    expect(rowsOf(text)).toEqual({ values: rows, broken: [] })
  }
  const file = { bytes: new TextEncoder().encode('{\n"a": [NaN, 1]}'), name: 'own.json' }
  expect(onlyObject(file)).toEqual({ a: [null, 1] })
})

test('an array that is cut off is refused, and none of its lines is taken for a row', () => {
  expect(() => rowsOf('[\n{"a": 1},\n{"a": 2}\n')).toThrow(
    'own.json begins as a JSON array and is broken or cut off',
  )
  expect(() => rowsOf('[{"a": 1},\n{"a": 2}')).toThrow('cut off')
  // A line that is a list stands for itself.
  expect(rowsOf('[1]\n{"a": 1}')).toEqual({ values: [{ a: 1 }], broken: [1] })
})
