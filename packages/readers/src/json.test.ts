import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePythonJson } from './json.ts'

test('what Python writes and JSON does not know comes out as null', () => {
  expect(parsePythonJson('{"a": NaN, "b": [-Infinity, Infinity, 1], "NaN \\"Infinity": "NaN"}')).toEqual({
    a: null,
    b: [null, null, 1],
    'NaN "Infinity': 'NaN',
  })
})

test.each(['{"a": NaNa}', 'None', '{"a": N}', '{"a": "NaN', '', 'Infinit', `{"${'\\"'.repeat(50_000)}NaN`])(
  '%#: what is no JSON either way stays an error',
  (text) => {
    expect(() => parsePythonJson(text)).toThrow(SyntaxError)
  },
)

test('valid JSON is not changed, beside a NaN or alone', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      const expected: unknown = JSON.parse(text)
      expect(parsePythonJson(text)).toEqual(expected)
      expect(parsePythonJson(`[NaN,${text},-Infinity]`)).toEqual([null, expected, null])
    }),
  )
})
