import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePythonJson, withoutPythonWords } from './python-json.ts'

test('what Python writes and JSON does not know: NaN is null, the infinite stay so', () => {
  expect(parsePythonJson('{"a": NaN, "b": [-Infinity, Infinity, 1], "NaN \\"Infinity": "NaN"}')).toEqual({
    a: null,
    b: [-Infinity, Infinity, 1],
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
      expect(parsePythonJson(`[NaN,${text},-Infinity]`)).toEqual([null, expected, -Infinity])
    }),
  )
})

test('many strings and many words take one pass', () => {
  const many = `[${'"NaN Infinity",NaN,'.repeat(200_000)}-Infinity]`
  const started = performance.now()
  expect(withoutPythonWords(many)).toHaveLength(many.length + 200_000 - 'Infinity'.length + '1e999'.length)
  expect(performance.now() - started).toBeLessThan(3000)
})
