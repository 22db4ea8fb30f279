import { shareResolution } from '@retable/stats/cells'
import { covered, shownAbove, student, tango, worstValue, type PairedMethod } from './paired-differences.ts'
import { leavesOut, squaresAdded, wald, withoutItsError, type CellMethod } from './share-cells.ts'
import { differenceErrors, gradesDeviate, type Distribution } from './simulated-means.ts'

/** Numbers of items: a small test set, AlpacaEval's and the like, GSM8K's, a large one. */
export const sizes = [100, 500, 1319, 5000] as const

/** A line of the table: one question put to one method. */
export interface Line {
  readonly question: string
  readonly method: string
  /** Over all counts that there are, or over drawn runs. */
  readonly by: 'exact sum' | '10,000 runs'
  readonly unit: 'share' | 'points'
  /** What the project promises; a method that is only shown beside promises nothing. */
  readonly atMost?: number
  readonly atLeast?: number
  readonly at: (n: number) => number
}

const shares = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 80, 90, 95, 99, 99.5]
const ordinary = [5, 20, 50, 80, 95]
const exact = { by: 'exact sum', unit: 'share' } as const
const drawn = { by: '10,000 runs', unit: 'share' } as const
const ours = 'squares added'

const largest = (values: readonly number[]) => Math.max(...values)
const cell = (measured: number, reported: number, n: number, decimals = 1) => ({
  measured,
  reported,
  n,
  reportedN: n,
  decimals,
})

/** Both sides have n items and the same true share: the most over shares, printed with 0 to 2 decimals. */
const deviatesWhenEqual = (method: CellMethod, among: readonly number[]) => (n: number) =>
  largest(among.flatMap((share) => [0, 1, 2].map((d) => leavesOut(cell(share, share, n, d), 0, method))))

const leastCoverage = (method: CellMethod) => (n: number) =>
  1 -
  largest(
    shares.flatMap((p) =>
      [p, 50].flatMap((r) => [0, 1, 2].map((decimals) => leavesOut(cell(p, r, n, decimals), p - r, method))),
    ),
  )

/** How often "holds 0" is said where the truth is off, the more favourable direction of two. */
const saidWhenOff = (share: number, off: number) => (n: number) =>
  largest([-off, off].map((by) => 1 - leavesOut(cell(share + by, share, n), 0, squaresAdded)))

const resolution = (share: number, n: number, reportedN = n) =>
  shareResolution({ n, reported: share / 100, reportedN, lastDigit: 0.1, scale: 100 })

/** How often a difference as large as the printed resolution is missed. */
const missed = (n: number, reportedN: number) =>
  largest(
    ordinary.flatMap((share) => {
      const off = resolution(share, n, reportedN)
      return [share - off, share + off]
        .filter((measured) => measured >= 0 && measured <= 100)
        .map((measured) => 1 - leavesOut({ ...cell(measured, share, n), reportedN }, 0, squaresAdded))
    }),
  )

const margins = [0.01, 0.02, 0.05]
const discordances = [0.001, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.4]

/** The candidate is worse by the margin: how often it is said to be no worse, at 5 %. */
const noWorse = (method: PairedMethod) => (n: number) =>
  largest(
    margins.flatMap((margin) =>
      discordances
        .filter((s) => s >= margin)
        .map((s) =>
          shownAbove(method, n, { better: (s - margin) / 2, worse: (s + margin) / 2 }, -margin, 0.05),
        ),
    ),
  )

const pairedCoverage = (method: PairedMethod) => (n: number) =>
  Math.min(
    ...discordances.flatMap((s) =>
      [0, 0.25, 0.5].map((up) => covered(method, n, { better: s * up, worse: s * (1 - up) })),
    ),
  )

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

/** Every line, in the table's order. */
export const lines: readonly Line[] = [
  {
    question: 'share: "deviates", truth equal',
    method: ours,
    ...exact,
    atMost: 0.05,
    at: deviatesWhenEqual(squaresAdded, ordinary),
  },
  {
    question: 'rate of 2 % or less, or 98 % or more: the same',
    method: ours,
    ...exact,
    atMost: 0.05,
    at: deviatesWhenEqual(squaresAdded, [0.2, 0.5, 1, 2, 98, 99, 99.5]),
  },
  {
    question: 'rate of 2 % or less, or 98 % or more: the same',
    method: 'Wald',
    ...exact,
    at: deviatesWhenEqual(wald, [0.2, 0.5, 1, 2, 98, 99, 99.5]),
  },
  {
    question: 'share: the same',
    method: 'r taken as exact',
    ...exact,
    at: deviatesWhenEqual(withoutItsError, ordinary),
  },
  {
    question: 'share: the same, r on n / 10 items',
    method: 'r taken to rest on n',
    ...exact,
    at: (n) =>
      largest(
        ordinary.map((s) =>
          leavesOut({ ...cell(s, s, n), reportedN: Math.round(n / 10), takenN: n }, 0, squaresAdded),
        ),
      ),
  },
  {
    question: 'share or rate: the interval covers the difference',
    method: ours,
    ...exact,
    atLeast: 0.95,
    at: leastCoverage(squaresAdded),
  },
  {
    question: 'share or rate: the interval covers the difference',
    method: 'Wald',
    ...exact,
    at: leastCoverage(wald),
  },
  ...[50, 80].flatMap((share): Line[] => [
    ...[2, 5, 10].map((off): Line => ({
      question: `share of ${share} %: the interval holds 0, off by ${off} points`,
      method: ours,
      ...exact,
      at: saidWhenOff(share, off),
    })),
    {
      question: `share of ${share} %: printed resolution`,
      method: ours,
      ...exact,
      unit: 'points',
      at: (n) => resolution(share, n),
    },
  ]),
  {
    question: 'share: missed, off by the resolution',
    method: ours,
    ...exact,
    atMost: 0.21,
    at: (n) => missed(n, n),
  },
  {
    question: 'share: the same, r on 500 items',
    method: ours,
    ...exact,
    atMost: 0.21,
    at: (n) => missed(n, 500),
  },
  {
    question: 'share: the same, r on n / 10 items',
    method: ours,
    ...exact,
    at: (n) => missed(n, Math.round(n / 10)),
  },
  {
    question: 'paired rights: "no worse", worse by the margin',
    method: 'worst value',
    ...exact,
    atMost: 0.05,
    at: noWorse(worstValue),
  },
  {
    question: 'paired rights: "no worse", worse by the margin',
    method: 'Tango',
    ...exact,
    at: noWorse(tango),
  },
  { question: 'paired rights: "no worse", worse by the margin', method: 't', ...exact, at: noWorse(student) },
  {
    question: 'paired rights: the interval covers the difference',
    method: 'worst value',
    ...exact,
    atLeast: 0.95,
    at: pairedCoverage(worstValue),
  },
  {
    question: 'paired rights: the interval covers the difference',
    method: 'Tango',
    ...exact,
    at: pairedCoverage(tango),
  },
  {
    question: 'paired rights: the interval covers the difference',
    method: 't',
    ...exact,
    at: pairedCoverage(student),
  },
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
    atMost: 0.055,
    at: (n) => gradesDeviate('grades', grades, n, 0),
  },
  {
    question: 'grades of 1 to 10: the same, r’s own spread printed',
    method: 'squares added, t',
    ...drawn,
    atMost: 0.055,
    at: (n) => gradesDeviate('grades', grades, n, 0, true),
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
