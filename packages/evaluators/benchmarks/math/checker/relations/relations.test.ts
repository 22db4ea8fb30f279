import { describe, expect, test } from 'vitest'
import { equivalent, isRight } from '../equivalent.ts'

const R = String.raw

function bothWays(a: string, b: string): readonly [boolean, boolean] {
  return [equivalent(a, b), equivalent(b, a)]
}

describe('what is approximate', () => {
  test.each([
    [R`4\sqrt{3} \approx 6.93`, R`4\sqrt3`],
    [R`4\sqrt{3} ≈ 6.93\text{ cm}`, R`4\sqrt3`],
    [R`4\sqrt{3}\text{ cm} \doteq 6.93\text{ cm}`, R`4\sqrt3`],
    [R`6.93 \approx 4\sqrt{3}`, R`4\sqrt3`],
    [R`4\sqrt3 \text{ or approximately } 6.93`, R`4\sqrt3`],
    [R`4\sqrt3\ (\approx 6.93)`, R`4\sqrt3`],
    [R`4\sqrt3 = 6.93`, R`4\sqrt3`],
    [R`x = 4\sqrt3 \approx 6.93`, R`4\sqrt3`],
    [R`x \approx 6.93`, '6.93'],
    [R`\approx 6.93`, '6.93'],
    [R`\pi \approx 3.14`, R`\pi`],
    [R`e \approx 2.718`, 'e'],
    [R`e \approx 0.82`, '0.82'],
    [R`\frac{4}{3}\pi r^3 \approx 4.19r^3`, R`\frac{4\pi r^3}{3}`],
  ])('%s is %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([true, true])
  })
  test.each([
    [R`4\sqrt{3} \approx 6.93`, '6.93'],
    [R`4\sqrt3 = 6.93`, '6.93'],
    [R`4\sqrt3 = 6.94`, R`4\sqrt3`],
    [R`\pi \approx 3.14`, '3.14'],
    [R`\frac{22}{7} \approx \pi`, R`\pi`],
    [R`\text{approximately 5 hours}`, '6'],
    [R`2.5 \approx 3`, '3'],
    [R`x^2+1 \approx 5`, '5'],
  ])('%s is not %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([false, false])
  })
})

describe('conditions on an unknown', () => {
  test.each([
    [R`2 \leqslant x < 7`, '[2,7)'],
    ['2 ⩽ x ≤ 7', '[2,7]'],
    ['x ⩾ 2', R`[2,\infty)`],
    [R`x \geqq 2`, R`x \ge 2`],
    ['x > 2 and x < 7', '2<x<7'],
    [R`x > 2 \text{ and } x < 7`, '(2,7)'],
    ['$x > 2$ and $x<7$', '(2,7)'],
    [R`x > 2 \land x \leqslant 7`, '(2,7]'],
    [R`-2 < x and x < \sqrt{5}`, R`(-2,\sqrt5)`],
    ['x>1 and x>3 and x<9', '(3,9)'],
    [R`-1 \le x \le 8 \text{ and } x \ge 5`, '[5,8]'],
    [R`x \geq 3 and x>3`, R`(3,\infty)`],
    [R`x\geq 3 and x\leq 3`, '3'],
    ['x > a and x < b', '(a,b)'],
    ['x < 2 or x > 7', R`(-\infty,2)\cup(7,\infty)`],
  ])('%s is %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([true, true])
  })
  test.each([
    [R`x \geq 2 \text{ and } y \leq 7`, '[2,7]'],
    ['x > 2 or x < 7', '(2,7)'],
    // Both cannot hold.
    ['x < 2 and x > 7', R`(-\infty,2)\cup(7,\infty)`],
    [R`x>2 and x \neq 3`, R`(2,\infty)`],
    [R`2 \leqslant x < 7`, '[2,7]'],
  ])('%s is not %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([false, false])
  })
})

describe('the value of what was asked', () => {
  test.each([
    ['p-q=7', '7'],
    ['7 = p-q', '7'],
    ['3x+2y = 12', '12'],
    ['a^2+b^2 = 25', '25'],
    [R`\frac{m}{n} = \frac34`, '0.75'],
    [R`a+b=4 \text{ cm}`, '4'],
    ['m+n=1,250', '1250'],
    ['a_1+a_2=5', '5'],
    ['b_{k-1} = 9', '9'],
    ['g(-2)=9', '9'],
    ["f'(2)=9", '9'],
    ['f(0)+f(1)=9', '9'],
    ['f(g(2))=9', '9'],
    ['[PQRS] = 9', '9'],
    [R`S_{\triangle PQR}=9`, '9'],
    [R`P(A|B)=\frac13`, R`\frac13`],
    [R`|z|=9`, '9'],
    [R`x+\frac{1}{x}=9`, '9'],
    [R`\sin 2\theta = \frac{24}{25}`, R`\frac{24}{25}`],
    [R`\sum_{k=1}^{4} k = 10`, '10'],
    [R`\lfloor x+y \rfloor = 3`, '3'],
    [R`\mathbf{a}\cdot\mathbf{b}=3`, '3'],
    [R`m+n \approx 12.5`, '12.5'],
  ])('%s says %s', (given, gold) => {
    expect(isRight(given, gold)).toBe(true)
  })
  test.each([
    // The gold is the equation, and the value alone says less.
    ['7', 'p-q=7'],
    ['p-q=7', 'p-q=8'],
    ['p-q=7', '8'],
    ['p-q=7', 'x=7'],
    ['p-q=7', 'p-q'],
    // Equations that are not solved yet.
    ['2x=10', '10'],
    ['2x=10', 'x=10'],
    ['-x=5', '5'],
    ['8=3+x', '8'],
    ['x^2=25', '25'],
    ['n(n+1)=12', '12'],
    [R`\frac{x}{3}=5`, '5'],
    [R`\sqrt{x}=5`, '5'],
    [R`2\sin x = 1`, '1'],
    ['2^n=32', '32'],
    [R`\text{so } 2x = 10`, '10'],
    ['1+1=3', '3'],
    ['g(2)=9', 'g(3)=9'],
    ['[PQRS] = 2[PQR]', '2'],
  ])('%s does not say %s', (given, gold) => {
    expect(isRight(given, gold)).toBe(false)
  })
})

describe('one relation in several forms', () => {
  test.each([
    [R`x=\frac{y-3}{2}`, 'y=2x+3'],
    ['m = E/c^2', 'E=mc^2'],
    [R`r=\frac{C}{2\pi}`, R`C=2\pi r`],
    [R`r=\sqrt[3]{\frac{3V}{4\pi}}`, R`V=\frac{4}{3}\pi r^3`],
    [R`x=\ln y`, 'y=e^x'],
    [R`x=\frac{1}{y}+1`, R`y=\frac{1}{x-1}`],
    ['q=p', 'p=q'],
    ['xy=6', R`y=\frac{6}{x}`],
    ['PV=nRT', R`P=\frac{nRT}{V}`],
    ['y>x', 'x<y'],
    ['2x>10', 'x>5'],
    ['-2x<3y', '2x>-3y'],
    [R`x+y\leq 4`, R`y \le 4-x`],
    ['a<b<c<d', 'd>c>b>a'],
    ['f(5) < f(1) < f(4)', 'f(4)>f(1)>f(5)'],
  ])('%s is %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([true, true])
  })
  test.each([
    ['x=2y', 'y=2x'],
    // The root has one sign.
    ['x=y^2', R`y=\sqrt{x}`],
    ['x=2', '2x'],
    // Holds for every y where x is 0.
    ['xy=2x^2', 'y=2x'],
    ['xy=6', 'y=6x'],
    ['y=x', 'y=-x'],
    [R`y \geq x`, 'x<y'],
    ['y>x', 'x>y'],
    ['-2x<3y', '2x<-3y'],
    ['x>5', 'y>5'],
    ['a<b<c', 'a<c<b'],
    ['f(5) < f(1) < f(4)', 'f(5) < f(2) < f(4)'],
  ])('%s is not %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([false, false])
  })
})
