import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstJson } from './first-json.ts'
import { valueOfKey } from './key-values.ts'
import { pythonArithmetic } from './python-arithmetic.ts'
import { pythonFloatText, pythonText } from './python-text.ts'

describe('the first JSON object', () => {
  const answer = (text: string) => {
    const json = firstJson(text)
    return json?.['answer'] === undefined ? undefined : pythonText(json['answer'])
  }

  test('is the first balanced slice, and there is no second try', () => {
    expect(answer('} x {"answer": "1"} {"answer": "2"}')).toBe('1')
    expect(firstJson('{bad} {"answer": "2"}')).toBeNull()
    expect(firstJson('{"answer": "1"')).toBeNull()
  })

  test('counts braces inside strings too', () => {
    expect(firstJson('{"answer": "}"}')).toBeNull()
    expect(answer('{"answer": "{}"}')).toBe('{}')
  })

  test('newlines go, other control characters and bad escapes do not parse', () => {
    expect(answer('{"answer":\n "1\n2"}')).toBe('12')
    expect(firstJson('{"answer": "1\t2"}')).toBeNull()
    expect(firstJson('{"answer": "\\d"}')).toBeNull()
  })

  test('the last of two equal keys wins', () => {
    expect(answer('{"answer": "1", "answer": "2"}')).toBe('2')
  })

  test('values become texts as in Python', () => {
    expect(answer('{"answer": 18}')).toBe('18')
    expect(answer('{"answer": 18.0}')).toBe('18.0')
    expect(answer('{"answer": 1e5}')).toBe('100000.0')
    expect(answer('{"answer": -0}')).toBe('0')
    expect(answer('{"answer": 123456789012345678901234567890}')).toBe('123456789012345678901234567890')
    expect(answer('{"answer": true}')).toBe('True')
    expect(answer('{"answer": null}')).toBe('None')
    expect(answer('{"answer": ["a", 1, {"b": null}]}')).toBe("['a', 1, {'b': None}]")
    expect(answer('{"answer": ["it\'s"]}')).toBe('["it\'s"]')
    expect(answer('{"answer": NaN}')).toBe('nan')
    expect(answer('{"answer": -Infinity, "x": "Infinity"}')).toBe('-inf')
  })

  test('agrees with JSON.parse on strings without braces or newlines', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[{}\n]/.test(text))
    fc.assert(
      fc.property(plain, (text) => {
        expect(answer(`x ${JSON.stringify({ answer: text })} y`)).toBe(text)
      }),
    )
  })
})

test('patterns go from strict to lax', () => {
  expect(valueOfKey('"answer": "18"', 'answer')).toBe('18')
  expect(valueOfKey('"answer": "a\nb"', 'answer')).toBe('a\nb')
  expect(valueOfKey('"answer": 18, "x"', 'answer')).toBe('18')
  expect(valueOfKey('answer: 18 eggs', 'answer')).toBe('18')
  expect(valueOfKey('Answer: 18', 'answer')).toBeUndefined()
})

test('floats are printed as in Python', () => {
  const cases: [number, string][] = [
    [18, '18.0'],
    [0.5, '0.5'],
    [-0.001, '-0.001'],
    [1e-5, '1e-05'],
    [1.5e-7, '1.5e-07'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.25e300, '1.25e+300'],
    [120.5, '120.5'],
    [0, '0.0'],
  ]
  for (const [value, text] of cases) expect(pythonFloatText(value)).toBe(text)
})

describe('arithmetic', () => {
  test.each([
    ['((300 * 4) + (120 * 6) + (60 * 24)) / 12', 280],
    ['1/2', 0.5],
    ['-7 // 2', -4],
    ['-7 % 3', 2],
    ['7 % -3', -2],
    ['5 // 0.1', 49],
    ['2 ** 3 ** 2', 512],
    ['-2 ** 2', -4],
    ['2 ** -1', 0.5],
    ['+-+1', -1],
    ['1.5e1 / 3', 5],
  ])('%s', (text, value) => {
    expect(pythonArithmetic(text)).toBe(value)
  })

  test.each(['', '1/0', '1 + x', 'abs(1)', '1 2', '(1', '1)', '08/2', '1 /', '__import__("os")', '9**9**9'])(
    '%j keeps its text',
    (text) => {
      expect(pythonArithmetic(text)).toBeNull()
    },
  )

  test('agrees with JavaScript where the languages agree', () => {
    type Tree = { readonly text: string; readonly value: number }
    const { tree } = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
      leaf: fc.integer({ min: 1, max: 99 }).map((value) => ({ text: String(value), value })),
      tree: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree')).map(([a, operator, b]) => ({
          text: `(${a.text}) ${operator} (${b.text})`,
          value: applied(a.value, operator, b.value),
        })),
      ),
    }))
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        expect(pythonArithmetic(text)).toBe(Number.isFinite(value) ? value : null)
      }),
    )
  })
})

function applied(a: number, operator: '+' | '-' | '*' | '/', b: number): number {
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  return operator === '*' ? a * b : a / b
}
