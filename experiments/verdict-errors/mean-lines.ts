import type { Line } from './line.ts'
import { differenceErrors, gradesDeviate, type Distribution } from './simulated-means.ts'

const drawn = { by: '10,000 runs', unit: 'share' } as const

/** Means of four samples an item: most items differ by little, a few are lost wholly, and the mean is −.02. */
const rareLosses: Distribution = [
  [0, 0.78],
  [0.25, 0.1],
  [-0.25, 0.1],
  [-1, 0.02],
]

/** Grades from 1 to 10, most of them high. */
const grades: Distribution = [
  [9, 0.35],
  [10, 0.15],
  [8, 0.2],
  [7, 0.1],
  [5, 0.08],
  [3, 0.07],
  [1, 0.05],
]

const memory = new Map<number, ReturnType<typeof differenceErrors>>()
function meanErrors(n: number): ReturnType<typeof differenceErrors> {
  const known = memory.get(n) ?? differenceErrors('rare losses', rareLosses, n)
  memory.set(n, known)
  return known
}

/** What is asked of means that are no counts. */
export const meanLines: readonly Line[] = [
  {
    question: 'paired means: "no worse", worse by the margin',
    method: 'worst value',
    ...drawn,
    atMost: 0.05,
    at: (n) => meanErrors(n).worstValue.noWorse,
  },
  {
    question: 'paired means: "no worse", worse by the margin',
    method: 't',
    ...drawn,
    at: (n) => meanErrors(n).student.noWorse,
  },
  {
    question: 'paired means: the interval covers the difference',
    method: 'worst value',
    ...drawn,
    atLeast: 0.94,
    at: (n) => meanErrors(n).worstValue.coverage,
  },
  {
    question: 'paired means: the interval covers the difference',
    method: 't',
    ...drawn,
    at: (n) => meanErrors(n).student.coverage,
  },
  {
    question: 'grades of 1 to 10: "deviates", truth equal',
    method: 'squares added, t',
    ...drawn,
    atMost: 0.05,
    at: (n) => gradesDeviate('grades', grades, n, 0, true),
  },
  {
    question: 'grades of 1 to 10: "deviates", truth equal',
    method: 'r’s spread taken from m',
    ...drawn,
    at: (n) => gradesDeviate('grades', grades, n, 0),
  },
  ...[0.2, 0.5, 1].map((off): Line => ({
    question: `grades of 1 to 10: the interval holds 0, off by ${off}`,
    method: 'squares added, t',
    ...drawn,
    at: (n) => 1 - gradesDeviate('grades', grades, n, off),
  })),
  {
    question: 'grades of 1 to 10: missed, off by the resolution',
    method: 'squares added, t',
    ...drawn,
    atMost: 0.21,
    at: (n) => 1 - gradesDeviate('grades', grades, n, 'resolution'),
  },
]
