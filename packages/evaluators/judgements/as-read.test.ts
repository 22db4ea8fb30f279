import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asRead } from './as-read.ts'
import { jsonArray } from './json-array.ts'
import { jsonRows, onlyObject } from './json-rows.ts'

test('what JSON can say is read as it is, without a copy', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(Object.is(asRead(value), value)).toBe(true)
    }),
  )
})

test('a member that is undefined is none, NaN is null, and the infinite stays, however deep', () => {
  const given = { a: undefined, b: Number.NaN, c: [undefined, Infinity, { d: [Number.NaN], e: undefined }] }
  const read = asRead(given) as object
  expect(read).toStrictEqual({ b: null, c: [null, Infinity, { d: [null] }] })
  expect(Object.keys(read)).toEqual(['b', 'c'])
  expect(given.b).toBeNaN()
})

test('a member by the name __proto__ is one like others', () => {
  const given = JSON.parse('{"__proto__": {"a": 1}, "b": 2}') as Record<string, unknown>
  const read = asRead({ ...given, ['__proto__']: given['__proto__'], c: undefined }) as object
  expect(Object.keys(read)).toEqual(['__proto__', 'b'])
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
})

test('rows in memory are told by their place, and one alone may be the whole', () => {
  const given = [7, { a: Number.NaN }, null] as never
  const { rows, broken } = jsonRows({ rows: given, name: 'own' })
  expect(rows).toEqual([{ line: 2, index: 1, value: { a: null } }])
  expect(broken.map(({ line }) => line)).toEqual([1, 3])
  expect(() => jsonRows({ rows: [], name: 'own' })).toThrow('own holds no judgements')
  expect(onlyObject({ rows: [{ a: Number.NaN }], name: 'own' })).toEqual({ a: null })
  expect(onlyObject({ rows: [{}, {}], name: 'own' })).toBeNull()
  const { elements, broken: brokenOf } = jsonArray({ rows: given, name: 'own' })
  expect(elements).toEqual([{}, { a: null }, {}])
  expect(brokenOf([{ row: 2, reason: 'r' }])).toEqual([{ kind: 'broken', line: 3, reason: 'r' }])
})
