import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { benchmark } from '../benchmark.ts'
import { equivalent } from './equivalent.ts'
import { parsable } from './expressions/parsable.ts'

// Each of these took seconds or for ever in a LaTeX parser, in an exact power or in a regular expression.
describe('the checker is bounded by what it is given', () => {
  // Loading the parser is no part of what an answer costs.
  beforeAll(() => {
    equivalent('x+1', '1+x')
  })
  test.each([
    '9^9^9^9',
    '9^{9^{9^{9}}}',
    '\\binom{1000000000}{500000000}',
    '(10^9)!',
    '(x+y+z)^{100000}',
    '|'.repeat(20) + 'x',
    '|'.repeat(600),
    '[+'.repeat(12) + ']'.repeat(12),
    'f(\\sin(_-'.repeat(12) + ')'.repeat(24),
    '\\log_\\lvert$'.repeat(40),
    '\\exists'.repeat(80),
    '\\forall'.repeat(80),
    '\\binom{2}\\frac{1}(+'.repeat(12) + ')'.repeat(12),
    '\\frac{'.repeat(80) + '1' + '}{2}'.repeat(80),
    'x' + '_a'.repeat(200) + '! = 5',
    '\\a\\b'.repeat(100) + '! = 5',
    '\\sin' + '_a'.repeat(100) + '?',
    '\\pm'.repeat(200),
    '1,'.repeat(300),
    '(1,'.repeat(200),
    '1 \\cup '.repeat(80),
    '1' + '0'.repeat(10_000) + '.5',
    '\\frac{1}{2}+'.repeat(1000),
    '$x$ and '.repeat(26),
    'The values are ' + '$x$  or '.repeat(26) + 'so on',
    '\\arcsin(x)+'.repeat(20) + 'x',
    '\\sin(x)^{999}\\cdot '.repeat(12) + 'x',
    '\\tan(\\tan(\\tan(x)))^{\\sqrt{2}}+'.repeat(7) + 'x',
  ])('%j', (latex) => {
    for (const given of [latex, `x=${latex}`, `\\boxed{${latex}}`, `{${latex}, 1}`]) {
      const start = performance.now()
      expect(equivalent(given, '2')).toBe(false)
      expect(equivalent('x^2+1', given)).toBe(false)
      for (const variant of benchmark.variants) expect(variant.grade(given, { gold: '2' }).score).toBe(0)
      expect(performance.now() - start).toBeLessThan(1000)
    }
  })

  test('the parser is given only what is well formed and flat', () => {
    for (const latex of [
      '\\frac{11+9a}{20}',
      '10^{\\frac{-5+\\sqrt{13}}{6}}',
      '|x-2|',
      '\\sin^2(y)',
      '2\\pi',
      '5!',
    ]) {
      expect(parsable(latex), latex).toBe(true)
    }
    const refused = [
      '((((((x))))))',
      '[1]',
      '||x||',
      'x+',
      '\\sin',
      '\\exists x',
      '\\lvert x',
      'x__2',
      '2..5',
      '(_x)',
    ]
    for (const latex of refused) expect(parsable(latex), latex).toBe(false)
  })

  const leaf = fc.constantFrom('x', '2', '9', '\\pi ', 'y', '1.5')
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc
        .tuple(tie('tree'), fc.constantFrom('+', '-', '\\cdot '), tie('tree'))
        .map((parts) => `(${parts.join('')})`),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `\\frac{${a}}{${b}}`),
      fc.tuple(leaf, tie('tree')).map(([a, b]) => `${a}^{${b}}`),
      tie('tree').map((a) => `\\sqrt{${a}}`),
      tie('tree').map((a) => `\\ln(${a})`),
    ),
  }))
  test('any well-formed expression is read in time, and is itself', () => {
    fc.assert(
      fc.property(tree, (latex) => {
        expect(equivalent(latex, `${latex} `)).toBe(true)
        equivalent(latex, `${latex}+1`)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the checker on made inputs', () => {
  test.each(['pi', 'alpha', 'theta', 'varphi', 'Omega', 'sqrt{2}', 'ln(2)', 'sin(1)'])(
    '\\%s is read wherever it stands',
    (name) => {
      const symbol = `\\${name}`
      expect(equivalent(`${symbol}+1`, `1+${symbol}`)).toBe(true)
      expect(equivalent(`\\frac{3}{4}${symbol}`, `3${symbol}/4`)).toBe(true)
      expect(equivalent(`(2, 2\\cdot${symbol})`, `(2, 2${symbol})`)).toBe(true)
      expect(equivalent(`${symbol}+1`, `2+${symbol}`)).toBe(false)
    },
  )

  const small = fc.integer({ min: -50, max: 50 })
  const polynomial = fc.array(small, { minLength: 1, maxLength: 4 })
  const written = (terms: readonly number[]) => terms.map((term, i) => `(${term})x^{${i}}`).join('+')
  const symmetric = (a: string, b: string, expected: boolean) => {
    expect([equivalent(a, b), equivalent(b, a)]).toEqual([expected, expected])
  }

  test('is reflexive', () => {
    fc.assert(fc.property(fc.string({ maxLength: 30 }), (text) => equivalent(text, text)))
  })
  test('fractions are equal as numbers are, either way round', () => {
    const bottom = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(small, bottom, small, bottom, (a, b, c, d) => {
        symmetric(`\\frac{${a}}{${b}}`, `${c}/${d}`, a * d === b * c)
      }),
    )
  })
  test('polynomials are equal as their coefficients are, in any order of terms', () => {
    fc.assert(
      fc.property(polynomial, polynomial, (a, b) => {
        const trimmed = (terms: readonly number[]) => terms.join().replace(/(,?-?0)*$/, '')
        const reversed = a.map((term, i) => `(${term})x^{${i}}`).toReversed()
        if (trimmed(a) !== '') symmetric(reversed.join('+'), written(a), true)
        if (trimmed(a) !== trimmed(b)) expect(equivalent(written(a), written(b))).toBe(false)
      }),
      { numRuns: 50 },
    )
  })
  test('is symmetric on whatever stands in its alphabet', () => {
    const part = fc.constantFrom(
      'x',
      '2',
      '3',
      '+',
      '-',
      ',',
      '(',
      ')',
      '\\frac{1}{2}',
      '^2',
      '=',
      '<',
      ' ',
      '.',
    )
    const text = fc.array(part, { maxLength: 7 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (a, b) => equivalent(a, b) === equivalent(b, a)),
      { numRuns: 1000 },
    )
  })
})
