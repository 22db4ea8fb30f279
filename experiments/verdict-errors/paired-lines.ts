import { largest, type Line } from './line.ts'
import { covered, shownAbove, student, tango, worstValue, type PairedMethod } from './paired-differences.ts'

const exact = { by: 'exact sum', unit: 'share' } as const
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

/** What is asked of paired rights and wrongs. */
export const pairedLines: readonly Line[] = [
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
]
