import { describe, expect, test } from 'vitest'
import { benchmark } from '../../benchmark.ts'
import { equivalent } from '../equivalent.ts'
import { asksFor } from './separators.ts'

const R = String.raw

function bothWays(a: string, b: string): readonly [boolean, boolean] {
  return [equivalent(a, b), equivalent(b, a)]
}

describe('commas between digits', () => {
  test.each([
    ['30,150', R`30^\circ, 150^\circ`],
    ['150,30', '30, 150'],
    ['30,150,210', '30, 150, 210'],
    ['210,150,30', '30,150,210'],
    ['x=30,150', '30, 150'],
    ['-3,125', '-3, 125'],
    ['1,500', '1500'],
    ['12,345,678', '12345678'],
    ['1,250.50', '1250.5'],
    [R`\$1,250`, '1250'],
    [R`1,250\text{ cm}`, '1250'],
    ['x^2+1,234', 'x^2+1234'],
    ['5,000, 6,000', '6000, 5000'],
    [R`\{10,000, 20,000\}`, R`\{10000,20000\}`],
    ['(10,000, 20,000)', '(10000,20000)'],
    ['208, 217, and 226', '208, 217, 226'],
    ['12, 345 and 678', '12,345,678'],
    [R`40,110 \text{ and } 250`, '40,110,250'],
  ])('%s is %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([true, true])
  })
  test.each([
    ['30150', '30, 150'],
    ['100 and 250', '100250'],
    ['10,020', '10, 20'],
    ['30,000', '30, 0'],
    ['(1,234)', '1234'],
    ['100,200', '300'],
    ['2,718', '2.718'],
    [R`30^\circ,150^\circ`, '30150'],
  ])('%s is not %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([false, false])
  })

  const symbolic = benchmark.variants.find(({ id }) => id === 'symbolic')!
  const graded = (question: string, answer: string, gold: string) => {
    const { extracted, score } = symbolic.grade(`\\boxed{${answer}}`, {
      gold,
      item: { id: '1', question, gold },
    })
    return [extracted, score]
  }
  test('the question decides where it asks for several values, or for one number', () => {
    const several = 'Find all angles between 0 and 180 degrees. Enter them separated by commas.'
    expect(graded(several, '40,140', '40,140')).toEqual(['40,140', 1])
    expect(graded(several, '140, 40', '40,140')).toEqual(['140, 40', 1])
    expect(graded(several, '40140', '40,140')).toEqual(['40140', 0])
    const one = 'How many codes of five digits are there?'
    expect(graded(one, '40,140', '40,140')).toEqual(['40140', 1])
    expect(graded(one, '40140', '40,140')).toEqual(['40140', 1])
    expect(graded(one, '40, 140', '40,140')).toEqual(['40, 140', 0])
  })
  test.each([
    ['Enter the roots, separated by commas.', 'several'],
    ['Find all real solutions of $x^2=4$.', 'several'],
    ['What are the lengths of the sides?', 'several'],
    ['How many solutions are there?', 'one'],
    ['Compute the sum of the digits.', 'one'],
    ['Find the sum of all values of $x$.', null],
    ['Compute $f(3)$.', null],
  ])('%s', (question, asked) => {
    expect(asksFor(question)).toBe(asked)
  })
})

describe('one value said twice', () => {
  test.each([
    [R`\frac25 \text{ or } 0.4`, R`\frac25`],
    [R`0.4 \text{ (or } \frac25)`, '0.4'],
    [R`\frac{2}{5} (= 0.4)`, R`\frac25`],
    [R`\frac25 = 40\%`, R`\frac25`],
    [R`\frac25 = 40\%`, R`40\%`],
    [R`40\% = 0.4`, '0.4'],
    [R`P = \frac25 = 40\%`, R`\frac25`],
    [R`\frac25 \text{ or } 0.4 \text{ or } 40\%`, '0.4'],
    [R`3\frac12 \text{ or } \frac72 \text{ or } 3.5`, '3.5'],
    [R`\frac13 \text{ or } 0.333`, R`\frac13`],
    [R`n=7 \lor n=7`, '7'],
    ['y = 7, y = 7', '7'],
    ['(5,2),(7,2),(5,2)', '(7,2),(5,2)'],
    [R`[1,2]\cup[1,2]`, '[1,2]'],
  ])('%s is %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([true, true])
  })
  test.each([
    [R`\frac25 \text{ or } 0.5`, R`\frac25`],
    [R`\frac25 = 41\%`, R`\frac25`],
    [R`\frac25 \text{ or } 0.4 \text{ or } 41\%`, '0.4'],
    [R`\frac13 \text{ or } 0.33`, R`\frac13`],
    [R`\frac13 \text{ or } 0.333`, '0.333'],
    [R`0.4 (40\%)`, '0.4'],
    ['n=7 or n=8', '7'],
    ['5, 5', '5'],
    // A prime factor that occurs twice.
    ['2,2,3', '2,3'],
  ])('%s is not %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([false, false])
  })
})

describe('values with a name each', () => {
  test.each([
    ['x_1 = 4, x_2 = -5', '-5, 4'],
    [R`z_1=1+i \text{ and } z_2=1-i`, '1-i, 1+i'],
    ['x_{1}=3;x_{2}=4;x_{3}=5', '5,4,3'],
    ['x_1 = 4, x_2 = -5', 'x = -5, x = 4'],
    [R`x_{1,2}=2\pm\sqrt3`, R`2+\sqrt3,2-\sqrt3`],
    ['a_1=4,a_2=-5', '4,-5'],
  ])('%s is %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([true, true])
  })
  test.each([
    ['x_1 = 4, x_2 = -5', '(4,-5)'],
    ['x_1 = 4, x_2 = -5', '(-5,4)'],
    ['x_1 = 4, x_2 = -5', 'x_1 = -5, x_2 = 4'],
    ['x_1 = 4, x_2 = -5', '4, 5'],
    ['x_1 = 4, y_2 = -5', '-5, 4'],
    // Terms of a sequence.
    ['a_1=4,a_2=-5', '-5,4'],
    ['x=4,y=-5', '-5,4'],
  ])('%s is not %s', (a, b) => {
    expect(bothWays(a, b)).toEqual([false, false])
  })
})
