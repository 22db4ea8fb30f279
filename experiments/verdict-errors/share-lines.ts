import { shareResolution } from '@retable/stats/cells'
import { largest, type Line } from './line.ts'
import { leavesOut, squaresAdded, wald, withoutItsError, type CellMethod } from './share-cells.ts'

const shares = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 80, 90, 95, 99, 99.5]
const ordinary = [5, 20, 50, 80, 95]
const exact = { by: 'exact sum', unit: 'share' } as const
const ours = 'squares added'

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

/** What is asked of cells of shares. */
export const shareLines: readonly Line[] = [
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
]
