import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { readAnswer } from '../checker/answer.ts'
import { equivalent, isRight } from '../checker/equivalent.ts'
import { finalAnswer } from '../checker/extraction/final-answer.ts'
import { votedForm } from '../checker/voted.ts'
import { symbolic } from '../variants/symbolic.ts'
import { againstAllFive, comparisons, disagreements, equivalencePairs, mathItems } from './published.ts'

test('figures and verdicts come out as they are known to', { timeout: 60_000 }, () => {
  const counts = comparisons(goldenDirectory()).map(({ source, compared, equal }) => [
    source,
    compared,
    equal,
  ])
  // docs/benchmarks/math.md explains every difference.
  expect(counts).toEqual([
    ['ZeroEval math-l5', 148, 148],
    ['ZeroEval math-l5', 26_366, 26_366],
    ['hendrycks/math at 985bdc1', 2953, 2953],
    ['hendrycks/math at 985bdc1', 16, 16],
    ['openai/prm800k at 7ecc794', 2953, 2949],
    ['lm-eval at 4e7e0d4', 2953, 2949],
    ['Qwen2.5-Math at a45202b', 800, 799],
    ['Qwen2.5-Math at a45202b', 1, 0],
    ['five graders', 2454, 2448],
    ['MATH golds', 592, 592],
    ['MATH golds', 178, 178],
    ['Math-Verify at 5d148cf', 268, 245],
    ['Math-Verify 0.8.0', 2953, 2865],
    ['MATH solutions', 5000, 5000],
    ['MATH solutions', 5000, 5000],
    ['MATH solutions', 5000, 5000],
  ])
})

test('retable says otherwise than five graders on these pairs only', () => {
  const pairs = againstAllFive(equivalencePairs(goldenDirectory()))
  expect(pairs.map(({ gold, prediction }) => [gold, prediction])).toEqual([
    // Math-Verify reads no formula that begins with a line break between such delimiters.
    ['$9$', 'Answer $ \n 9 \n $'],
    ['$9$', 'Answer \\( \n 9 \n \\)'],
    // Math-Verify takes an interval for an inequality, but not the other way round.
    ['$x \\in [-2,7]$', '$-2 \\\\le x \\\\le 7$'],
    ['[3,\\infty)', 'x \\geq 3'],
    // The root as a Unicode sign; a power of i that none of them works out.
    ['5\\sqrt{2}', '5√2'],
    ['-1', 'i + i^2 + i^3'],
  ])
})

test('and otherwise than single graders on these rows', () => {
  expect(disagreements(equivalencePairs(goldenDirectory()))).toEqual({
    // 1/12 as a long decimal, "(C)" for "C", two pairs of boxes' parts with "and".
    prm800k: [126, 176, 221, 223],
    // A nested root, a decimal under a root, two column vectors.
    minerva: [134, 152, 2449, 2560],
    mathVerifyTests: [
      // A comma as decimal sign.
      ...[5, 6, 7, 17],
      // Crooked delimiters; matrices to add or multiply; a tolerance; a tuple for a set; boxes with
      // nothing between them; an option on intervals.
      ...[31, 32, 35, 123, 124, 133, 139, 162, 182, 187],
      // Boxes far apart, f(y), |z|, names, boxes with words between them, a sum sign, no equality.
      ...[190, 194, 198, 204, 239, 249, 252, 259, 263],
    ],
    mathVerify: [
      278, 402, 407, 431, 460, 471, 476, 484, 510, 532, 542, 555, 562, 564, 581, 596, 627, 629, 645, 651, 705,
      711, 715, 730, 749, 766, 772, 774, 784, 788, 792, 797, 807, 810, 817, 828, 829, 836, 849, 859, 867, 883,
      892, 906, 909, 918, 923, 932, 934, 936, 953, 959, 981, 1088, 1174, 1187, 1325, 1406, 1535, 1671, 1678,
      1712, 1737, 1783, 1888,
    ],
  })
})

test('every matrix among the golds has its rows', () => {
  const matrices = mathItems(goldenDirectory()).filter(({ gold }) => gold.includes('matrix}'))
  expect(matrices).toHaveLength(72)
  for (const { gold } of matrices) {
    const answer = readAnswer(gold)
    const rows = gold.replace(/\\\\\s*\\end/, String.raw`\end`).split('\\\\')
    expect(answer?.kind === 'matrix' && answer.rows.length, gold).toBe(rows.length)
  }
})

/** How outputs give a matrix: each is to be read as the matrix itself. */
const matrixForms: Readonly<Record<string, (matrix: string) => string>> = {
  named: (matrix) => `so $\\boxed{A = ${matrix}}$`,
  'bold name': (matrix) => `\\boxed{\\mathbf{v} = ${matrix}}`,
  'vector between points': (matrix) => `$\\overrightarrow{PQ} = ${matrix}$`,
  spaced: (matrix) => `\\boxed{${matrix.replaceAll('\\\\', '\\\\[4pt]')}}`,
  doubled: (matrix) => `\\boxed{${matrix}}`.replaceAll('\\', '\\\\'),
  'named, spaced and doubled': (matrix) => {
    return `\\boxed{\\vec{w} = ${matrix.replaceAll('\\\\', '\\\\[1ex]')}}`.replaceAll('\\', '\\\\')
  },
  'other brackets': (matrix) => `\\boxed{${matrix.replaceAll('pmatrix', 'bmatrix')}}`,
  announced: (matrix) => `ANSWER: ${matrix}`,
  sentence: (matrix) => `The answer is ${matrix}.`,
  'sentence with a name': (matrix) => `The answer is M^{-1} = ${matrix}.`,
  prose: (matrix) => `Hence we are looking for ${matrix}.`,
  lines: (matrix) => `The final answer is\n\\[\n${matrix.replaceAll('\\\\', '\\\\\n')}\n\\]`,
  alone: (matrix) => matrix,
}

test.each(Object.entries(matrixForms))('every matrix among the golds is read: %s', (_, form) => {
  const golds = mathItems(goldenDirectory()).map(({ gold }) => gold)
  const matrices = golds.filter((gold) => gold.includes('matrix}'))
  expect(matrices).toHaveLength(72)
  const grade = (output: string, gold: string) => symbolic.grade(output, { gold }).score
  expect(matrices.filter((gold) => grade(form(gold), gold) === 0)).toEqual([])
  // With another sign in its first cell it is another matrix.
  const other = (gold: string) =>
    gold.replace(/(\\begin\{pmatrix\} *)(-?)/, (_, begin: string, sign: string) => {
      return begin + (sign === '' ? '7-' : '')
    })
  expect(matrices.filter((gold) => grade(form(other(gold)), gold) === 1)).toEqual([])
})

/** How outputs give an answer; another than the item's own is to be wrong in each. */
const answerForms: Readonly<Record<string, (answer: string) => string>> = {
  minerva: (answer) => `So.\nFinal Answer: The final answer is $${answer}$. I hope it is correct.`,
  'final answer': (answer) => `The final answer is $${answer}$.`,
  bold: (answer) => `**Answer:** $${answer}$`,
  'bold heading': (answer) => `### **Final Answer**\n\n$${answer}$`,
  round: (answer) => `The answer is \\(${answer}\\).`,
  display: (answer) => `The final answer is:\n\\[\n${answer}\n\\]\nDone.`,
  code: (answer) => `The answer is \`${answer}\``,
  hashes: (answer) => `As we saw.\n#### ${answer}`,
  bare: (answer) => `ANSWER: ${answer}`,
  json: (answer) => JSON.stringify({ reasoning: 'First 1, then 2.', answer }, null, 2),
  'fenced json': (answer) => `The final answer is:\n\`\`\`json\n${JSON.stringify({ answer })}\n\`\`\``,
  doubled: (answer) => `\\boxed{${answer}}`.replaceAll('\\', '\\\\'),
}

test.each(Object.entries(answerForms))(
  'every gold is right, and the next one is not: %s',
  { timeout: 60_000 },
  (_, form) => {
    // A line break within words of a gold is no part of these forms.
    const golds = mathItems(goldenDirectory()).map(({ gold }) => gold.replaceAll('\n', ' '))
    const grade = (output: string, gold: string) => symbolic.grade(output, { gold }).score
    expect(golds.filter((gold) => grade(form(gold), gold) === 0)).toEqual([])
    const next = golds.map((gold, i): [string, string] => [gold, golds[(i + 1) % golds.length]!])
    const others = next.filter(([gold, other]) => !equivalent(gold, other))
    expect(others.filter(([gold, other]) => grade(form(other), gold) === 1)).toEqual([])
  },
)

test('answers of one voted form mean the same', () => {
  const first = new Map<string, string>()
  for (const { gold, prediction } of equivalencePairs(goldenDirectory())) {
    for (const answer of [gold, prediction, finalAnswer(prediction) ?? '']) {
      const form = votedForm(answer)
      const other = first.get(form) ?? answer
      expect(equivalent(answer, other) && equivalent(other, answer), `${other} and ${answer}`).toBe(true)
      first.set(form, other)
    }
  }
  expect(first.size).toBeGreaterThan(2500)
})

/** Other spellings and frames of a gold, of which some say the same and some do not. */
const respelled: readonly ((gold: string) => string)[] = [
  (gold) => `$${gold}$.`,
  (gold) => gold.replaceAll(' ', '').replaceAll(String.raw`\frac`, String.raw`\dfrac`),
  (gold) => gold.replaceAll(',', ', '),
  (gold) => gold.replaceAll(', ', String.raw` \text{ and } `),
  (gold) => `x = ${gold}`,
  (gold) => `m+n = ${gold}`,
  (gold) => String.raw`${gold}\text{ cm}`,
  (gold) => String.raw`\$${gold}`,
  (gold) => String.raw`${gold} \text{ or } ${gold}`,
  (gold) => String.raw`${gold} \approx 3.33`,
  (gold) => `${gold} = 50\\%`,
  (gold) => String.raw`x < ${gold} \text{ and } x > 0`,
]

test(
  'what a gold in another spelling is voted as is right where it is: one candidate, one score',
  // 5,000 golds in twelve spellings, each graded against all that may be meant.
  { timeout: 300_000 },
  () => {
    const golds = [...new Set(mathItems(goldenDirectory()).map(({ gold }) => gold))]
    expect(golds.length).toBeGreaterThan(2000)
    golds.forEach((gold, i) => {
      for (const put of respelled) {
        const given = put(gold)
        const form = votedForm(given)
        expect(votedForm(form)).toBe(form)
        for (const right of [gold, golds[(i + 1) % golds.length]!]) {
          expect(isRight(form, right), `${given} as ${form}, by ${right}`).toBe(isRight(given, right))
        }
      }
    })
  },
)
