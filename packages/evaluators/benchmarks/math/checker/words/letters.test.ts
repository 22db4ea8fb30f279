import { expect, test } from 'vitest'
import { equivalent } from '../equivalent.ts'

const R = String.raw

test.each([
  ['bca', 'abc'],
  [R`r \cdot s\cdot t`, 'srt'],
  ['lWh', 'hlW'],
  ['wxyz', 'zyxw'],
  ['2abcd', '2dcba'],
  ['abc+1', '1+cba'],
  [R`\frac13lwh`, R`\frac{lwh}{3}`],
  [R`\text{abc}`, 'ABC'],
  ['Tuesday', R`\text{tuesday}`],
  ['Tuesday', 'TUESDAY'],
  ['ODD', 'odd'],
])('%s is %s', (a, b) => {
  expect([equivalent(a, b), equivalent(b, a)]).toEqual([true, true])
})

test.each([
  ['PQR', 'pqr'],
  ['P Q R', 'pqr'],
  ['lWh', 'lwh'],
  // A triangle's corners, or an arrangement.
  ['PQR', 'RQP'],
  ['rst', 'rs+t'],
  ['rst', 'rsv'],
  ['2abcd', '2abce'],
  ['none', 'neon'],
  [R`\text{abc}`, R`\text{bca}`],
])('%s is not %s', (a, b) => {
  expect([equivalent(a, b), equivalent(b, a)]).toEqual([false, false])
})
