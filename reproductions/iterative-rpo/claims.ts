import type { Claim, Measured } from '@retable/core'
import { gsm8k, iteration, majorityOf, other, type BenchmarkId } from './cells.ts'

const tasks = ['arc-challenge', 'math'] as const
/** Rows of table 2, each on both of its tasks. */
const onBoth = (...rows: readonly string[]) => tasks.flatMap((task) => rows.map((row) => other(row, task)))
const dpo = 'dpo-initialized-from-llama-2-70b-chat'
const sftDpo = 'dpo-init-from-sft-model-trained-on-chosen-seqs'
const voting = 'majority-voting-32'
const accuracy = (setting: string): Measured => ({ setting, metric: 'accuracy' })
const above = (higher: Measured, lower: Measured) => ({ higher, lower })
const change = (setting: string, side: 'chosen' | 'rejected'): Measured => ({
  setting,
  metric: `log-probability change of ${side}`,
})

/** What of the claims hangs on the tier. */
export interface ClaimOptions {
  readonly votes?: number
  /** The paper's benchmark that is asked; problems of our own if left out. */
  readonly benchmark?: BenchmarkId
  /** Whether the project's own arm is trained, a second iteration of DPO alone; it is if left out. */
  readonly secondDpo?: boolean
}

/** The paper's claims C1 to C12 with their cells, as far as a tier can test them, and the project's own. */
export function claims(iterations: number, options: ClaimOptions = {}): Claim[] {
  const { benchmark, secondDpo = true } = options
  const votes = (setting: string): Measured => ({ setting, metric: majorityOf(options.votes ?? 8) })
  const isOfTable2 = benchmark === 'arc' || benchmark === 'math'
  const onlyTable1 = { kind: 'not tested', reason: 'table 2 has no such row' } as const
  const [first, second] = ['rpo/iteration 1', 'rpo/iteration 2']
  const last = `rpo/iteration ${iterations}`
  const steps = Array.from({ length: iterations - 1 }, (_, i) => [
    `rpo/iteration ${i + 2}`,
    `rpo/iteration ${i + 1}`,
  ])
  const [one, two] = [gsm8k(iteration(1)), gsm8k(iteration(2))]
  return [
    {
      id: 'C1',
      statement: 'one iteration makes the seed model more accurate',
      cells: [gsm8k('zero-shot-cot'), one, ...onBoth('cot', iteration(1))],
      test: { kind: 'higher', pairs: [above(accuracy(first), accuracy('base'))] },
    },
    {
      id: 'C2',
      statement: 'every further iteration adds accuracy',
      cells: [...[1, 2, 3, 4].map(iteration).map(gsm8k), ...onBoth(...[1, 2, 3].map(iteration))],
      test: {
        kind: 'higher',
        pairs: steps.map(([later, earlier]) => above(accuracy(later!), accuracy(earlier!))),
      },
    },
    {
      id: 'C3',
      statement: 'on the same pairs DPO needs the likelihood term: alone it is behind',
      cells: [one, gsm8k(dpo), ...onBoth(iteration(1), dpo)],
      test: { kind: 'higher', pairs: [above(accuracy(first), accuracy('dpo'))] },
    },
    {
      id: 'C4',
      statement: 'preference pairs are worth more than their chosen sides alone (STaR)',
      cells: [one, gsm8k('star-1-iteration'), ...onBoth(iteration(1), 'sft-on-chosen-sequences')],
      test: { kind: 'higher', pairs: [above(accuracy(first), accuracy('sft on chosen'))] },
    },
    {
      id: 'C5',
      statement: 'pairs of its own samples are worth more than SFT on gold solutions',
      cells: [one, gsm8k('sft-on-gold-cot-examples')],
      test: goldTest(benchmark, above(accuracy(first), accuracy('sft on gold'))),
    },
    {
      id: 'C6',
      statement: 'iterating a second time is worth more than doubling the pairs of the first',
      cells: [two, gsm8k('iterative-rpo-1-iteration-twice-as-much-data')],
      test: isOfTable2
        ? onlyTable1
        : { kind: 'higher', pairs: [above(accuracy(second), accuracy('rpo on twice the pairs'))] },
    },
    {
      id: 'C7',
      statement: 'it does not matter (within 5 points) whether SFT on the chosen responses comes first',
      cells: [one, gsm8k('iterative-rpo-1-iteration-initialized-from-sft-trained-on-chosen-seqs')],
      test: isOfTable2
        ? onlyTable1
        : { kind: 'equivalent', a: accuracy('rpo from sft'), b: accuracy(first), margin: 0.05 },
    },
    {
      id: 'C8',
      statement: 'voting over samples raises accuracy before training and after it',
      cells: [
        ...['zero-shot-cot', iteration(4)].flatMap((row) => [gsm8k(row), gsm8k(`${row}-${voting}`)]),
        ...['cot', iteration(3)].flatMap((row) => onBoth(row, `${row}-${voting}`)),
      ],
      test: {
        kind: 'higher',
        pairs: [above(votes('base'), accuracy('base')), above(votes(last), accuracy(last))],
      },
    },
    {
      id: 'C9',
      statement:
        'DPO alone makes the chosen responses less likely; the likelihood term makes them more likely',
      cells: [],
      test: isOfTable2
        ? {
            kind: 'not tested',
            reason:
              'of DPO alone the paper says so on GSM8K; on ARC and MATH it barely rises (figures 3 and 4)',
          }
        : {
            kind: 'sign',
            values: [
              { of: change('dpo', 'chosen'), sign: -1 },
              { of: change(first, 'chosen'), sign: 1 },
            ],
          },
    },
    {
      id: 'C10',
      statement: 'SFT on the chosen responses makes the rejected ones more likely too',
      cells: [],
      test: { kind: 'sign', values: [{ of: change('sft on chosen', 'rejected'), sign: 1 }] },
    },
    {
      id: 'C11',
      statement: 'on MATH DPO without the likelihood term ends below where it started',
      cells: [other('cot', 'math'), other(dpo, 'math'), other(sftDpo, 'math')],
      test:
        benchmark === 'math'
          ? {
              kind: 'higher',
              pairs: ['dpo', 'dpo from sft'].map((arm) => above(accuracy('base'), accuracy(arm))),
            }
          : { kind: 'not tested', reason: 'it is about MATH, and this tier has no such task' },
    },
    {
      id: 'C12',
      statement: 'as wrong samples get rare, each iteration has fewer pairs',
      cells: [],
      test: {
        kind: 'higher',
        pairs: steps.map(([later, earlier]) =>
          above({ setting: earlier!, metric: 'pairs' }, { setting: later!, metric: 'pairs' }),
        ),
      },
    },
    {
      id: 'A1',
      isOwn: true,
      statement:
        'our own, not the paper’s: after two iterations, each on its own pairs, DPO without the likelihood term is behind',
      cells: [],
      test: secondDpo
        ? { kind: 'higher', pairs: [above(accuracy(second), accuracy('dpo/iteration 2'))] }
        : { kind: 'not tested', reason: 'the arm is ours, and no tier of the paper’s own size trains it' },
    },
  ]
}

/** C5, which is about gold solutions. */
function goldTest(benchmark: BenchmarkId | undefined, pair: ReturnType<typeof above>): Claim['test'] {
  if (benchmark === 'gsm8k') return { kind: 'higher', pairs: [pair] }
  return {
    kind: 'not tested',
    reason:
      benchmark === undefined
        ? 'at this scale it is decided by how the gold solutions are worded, which is ours; the arm is run and shown'
        : 'table 2 has no such row',
  }
}
