import { describe, expect, test } from 'vitest'
import { sameExpression } from '../expressions/identity.ts'
import { everywhere, usual } from '../expressions/reading.ts'

const R = String.raw

describe('functions are compared where they are real', () => {
  test.each([
    [R`\sqrt{8x^3}`, R`2x\sqrt{2x}`],
    [R`\sqrt{75t^5}`, R`5t^2\sqrt{3t}`],
    [R`\sqrt{\frac{1}{x^3}}`, R`\frac{1}{x\sqrt x}`],
    [R`x^{3/2}`, R`x\sqrt{x}`],
    [R`\ln\sqrt{x}`, R`\frac12\ln x`],
    [R`\ln\frac{x}{2}`, R`\ln x-\ln 2`],
    [R`5\log x`, R`\log(x^5)`],
    [R`\log_2(8x)`, R`3+\log_2 x`],
    // Real nowhere.
    [R`\sqrt{-x^2-1}`, R`i\sqrt{x^2+1}`],
  ])('%s is %s', (a, b) => {
    expect([sameExpression(a, b), sameExpression(b, a)]).toEqual([true, true])
  })
  // One of the two is real where the other is not, or they differ.
  test.each([
    [R`\log(x^4)`, R`4\log x`],
    [R`\ln(ab)`, R`\ln a+\ln b`],
    [R`\sqrt{ab}`, R`\sqrt a\sqrt b`],
    [R`\sqrt{x}`, R`\sqrt{|x|}`],
    [R`\sqrt{-x}`, R`\sqrt{x}`],
    [R`\sqrt{x^6}`, 'x^3'],
    [R`2\sqrt{x}`, R`\sqrt{x}`],
    [R`\ln(-x)`, R`\ln x`],
    [R`\sqrt{-x^2-1}`, R`-i\sqrt{x^2+1}`],
  ])('%s is not %s', (a, b) => {
    expect([sameExpression(a, b), sameExpression(b, a)]).toEqual([false, false])
  })
  test('everywhere, where a computer algebra system is followed', () => {
    expect(sameExpression(R`\ln\frac1x`, R`-\ln x`, usual)).toBe(true)
    expect(sameExpression(R`\ln\frac1x`, R`-\ln x`, everywhere)).toBe(false)
  })
})
