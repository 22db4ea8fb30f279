import type { StatedClaim } from '@retable/core'
import { ablation, accuracy, m0, puzzles } from './cells.ts'

const tasks = [1, 2] as const
const iterations = ['scpo-unsup-m1', 'scpo-unsup-m2']
const last = 'scpo-unsup-m2'

/** The paper's claims, by the numbers that they rest on. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'two iterations without gold answers raise greedy accuracy over the seed model’s',
    cells: tasks.flatMap((table) => [m0, ...iterations].map((row) => accuracy(table, row))),
  },
  {
    id: 'C2',
    statement:
      'without gold it comes within 1 point of Iterative RPO with gold (greedy), 2 points under self-consistency',
    cells: tasks.flatMap((table) =>
      (['greedy', 'sc-8-way'] as const).flatMap((decoding) =>
        [last, 'irpo-gold-m2'].map((row) => accuracy(table, row, decoding)),
      ),
    ),
  },
  {
    id: 'C3',
    statement: 'it beats SFT on majority-voted solutions (LMSI)',
    cells: tasks.flatMap((table) => [last, 'lmsi-m2'].map((row) => accuracy(table, row))),
  },
  {
    id: 'C4',
    statement: 'it beats pairs that a reward model chose',
    cells: [
      ...tasks.flatMap((table) => [last, 'irpo-rm-m2'].map((row) => accuracy(table, row))),
      puzzles(last),
      puzzles('irpo-rm-m1'),
    ],
  },
  {
    id: 'C5',
    statement: 'weighting pairs by their margin of votes helps',
    cells: (['gsm8k', 'math'] as const).flatMap((task) =>
      (['m1', 'm2'] as const).flatMap((model) =>
        (['weighted', 'equal'] as const).map((weights) => ablation(task, model, weights)),
      ),
    ),
  },
  {
    id: 'C6',
    statement: 'gold answers with generated problems beat gold answers alone',
    cells: tasks.flatMap((table) => ['scpo-semi-sup-m2', 'irpo-gold-m2'].map((row) => accuracy(table, row))),
  },
  {
    id: 'C7',
    statement: 'votes agree more with each iteration, and voting at test time adds less after the first',
    cells: tasks.flatMap((table) => iterations.map((row) => accuracy(table, row, 'sc-8-way'))),
  },
  {
    id: 'C8',
    statement: 'the share of votes goes with accuracy, more so with more samples',
    cells: [
      ...['gsm8k', 'math', 'zebralogic'].map((task) => `table-6/${task}/somers-d`),
      ...['gsm8k', 'zebralogic'].flatMap((task) => [2, 4, 8, 16].map((k) => `table-7/${task}/k-${k}`)),
    ],
  },
  {
    id: 'C9',
    statement: 'the threshold trades cleaner pairs for fewer problems, and half of the votes is best',
    cells: ['0-1k', '0-3k', '0-5k', '0-7k'].flatMap((threshold) =>
      ['margin', 'train', 'test-acc'].map((column) => `table-5/m1-tau-${threshold}/${column}`),
    ),
  },
  {
    id: 'C10',
    statement: 'on ZebraLogic the trained 8B model passes three larger models',
    cells: [last, 'llama-3-instruct-70b', 'gemma-2-27b-it-leaderboard', 'claude-3-haiku-leaderboard'].map(
      (row) => puzzles(row),
    ),
  },
]
