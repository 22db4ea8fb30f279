import type { StatedClaim } from '@retable/core'
import { arithmetic, categories, headline, prompted, thought, winRate, type Run } from './cells.ts'

/** Each run with thoughts beside the one without. */
const against: readonly (readonly [Run, Run])[] = [
  ['synthetic-ste-tpo', 'synthetic-ste-direct'],
  ['synthetic-armorm-tpo', 'synthetic-armorm-direct'],
  ['ultrafeedback-armorm-tpo', 'ultrafeedback-armorm-direct'],
  ['ultrafeedback-armorm-tpo-specific', 'ultrafeedback-armorm-direct'],
]
const runs = [...new Set(against.flat())]
const seed = 'llama-3-8b-instruct-seed'
const asked = 'llama-3-8b-instruct-thought-prompt'
const benchmarks = ['alpacaeval-lc', 'arena-hard'] as const

/** The paper's claims, by the numbers that they rest on. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'before any training, asking the model for thoughts makes its answers worse',
    cells: [
      ...benchmarks.flatMap((benchmark) => [seed, asked].map((row) => headline(row, benchmark))),
      ...(['direct', 'simple-generic', 'specific', 'system'] as const).map(prompted),
    ],
  },
  {
    id: 'C2',
    statement: 'after some iterations the model with thoughts passes the one trained without',
    cells: runs.flatMap((run) => ([0, 1, 2, 3] as const).map((iteration) => winRate(run, iteration))),
  },
  {
    id: 'C3',
    statement: 'the final model with thoughts beats the final one without',
    cells: benchmarks.flatMap((benchmark) =>
      ['tpo-specific', 'direct-response-baseline'].map((row) => headline(row, benchmark)),
    ),
  },
  {
    id: 'C4',
    statement: 'thoughts get shorter over training',
    cells: [
      ...[0, 1, 2, 3, 4, 5].map((iteration) => thought('tpo', iteration)),
      ...[0, 1, 2, 3, 4].map((iteration) => thought('tpo-specific', iteration)),
      'text/tpo-generic-thought-prompt/thought-length-change-over-training',
      'text/tpo-specific-thought-prompt/thought-length-change-over-training',
    ],
  },
  {
    id: 'C5',
    statement: 'the gain holds for both judges and both sets of instructions',
    cells: runs.map((run) => winRate(run, 3)),
  },
  {
    id: 'C6',
    statement: 'without length control responses grow by about 15 % an iteration, with it they do not',
    cells: ['text/no-length-control/response-length-growth-per-iteration'],
  },
  // The draft says so of DPO with and without a likelihood term, and prints no number.
  { id: 'C7', statement: 'a likelihood term beside DPO makes no difference here', cells: [] },
  {
    id: 'C8',
    statement: 'arithmetic with the answer alone gets worse over training, with and without thoughts',
    cells: ['direct-baseline-iter-0', 'direct-baseline-iter-4', 'tpo-iter-0', 'tpo-iter-4'].map((row) =>
      arithmetic(row, 'answer-only'),
    ),
  },
  {
    id: 'C9',
    statement: 'thoughts help outside reasoning too: most categories improve, and so does their average',
    cells: [...categories, 'average'].flatMap((row) => [`table-7/${row}/direct`, `table-7/${row}/tpo`]),
  },
]
