import type { Claim, Measured } from '@retable/core'

const cell = (row: string) => `table-1/${row}/test-accuracy`
const accuracy = (setting: string): Measured => ({ setting, metric: 'accuracy' })
const votes = (setting: string): Measured => ({ setting, metric: 'maj@8_expected' })
const above = (higher: Measured, lower: Measured) => ({ higher, lower })
const change = (setting: string, side: 'chosen' | 'rejected'): Measured => ({
  setting,
  metric: `log-probability change of ${side}`,
})

/** The paper's claims C1 to C12 as far as they can be tested at small scale; cells are those of its table 1. */
export function claims(iterations: number): Claim[] {
  const [first, second] = ['rpo/iteration 1', 'rpo/iteration 2']
  const last = `rpo/iteration ${iterations}`
  const steps = Array.from({ length: iterations - 1 }, (_, i) => [
    `rpo/iteration ${i + 2}`,
    `rpo/iteration ${i + 1}`,
  ])
  const iterationCells = [1, 2, 3, 4].map((t) => cell(`iterative-rpo-iteration-${t}`))
  return [
    {
      id: 'C1',
      statement: 'accuracy after one iteration is above the seed model’s',
      cells: [cell('zero-shot-cot'), iterationCells[0]!],
      test: { kind: 'higher', pairs: [above(accuracy(first), accuracy('base'))] },
    },
    {
      id: 'C2',
      statement: 'accuracy goes on rising over the iterations',
      cells: iterationCells,
      test: {
        kind: 'higher',
        pairs: steps.map(([later, earlier]) => above(accuracy(later!), accuracy(earlier!))),
      },
    },
    {
      id: 'C3',
      statement: 'the likelihood term is needed: DPO with it beats DPO alone on the same pairs',
      cells: [iterationCells[0]!, cell('dpo-initialized-from-llama-2-70b-chat')],
      test: { kind: 'higher', pairs: [above(accuracy(first), accuracy('dpo'))] },
    },
    {
      id: 'C4',
      statement: 'it beats SFT on the chosen responses (STaR)',
      cells: [iterationCells[0]!, cell('star-1-iteration')],
      test: { kind: 'higher', pairs: [above(accuracy(first), accuracy('sft on chosen'))] },
    },
    {
      id: 'C5',
      statement: 'it beats SFT on gold solutions',
      cells: [iterationCells[0]!, cell('sft-on-gold-cot-examples')],
      test: {
        kind: 'not tested',
        reason:
          'at this scale it is decided by how the gold solutions are worded, which is ours; the arm is run and shown',
      },
    },
    {
      id: 'C6',
      statement: 'a second iteration helps more than twice the pairs in one',
      cells: [iterationCells[1]!, cell('iterative-rpo-1-iteration-twice-as-much-data')],
      test: { kind: 'higher', pairs: [above(accuracy(second), accuracy('rpo on twice the pairs'))] },
    },
    {
      id: 'C7',
      statement: 'starting from SFT on chosen makes no difference (within 5 points)',
      cells: [
        iterationCells[0]!,
        cell('iterative-rpo-1-iteration-initialized-from-sft-trained-on-chosen-seqs'),
      ],
      test: { kind: 'equivalent', a: accuracy('rpo from sft'), b: accuracy(first), margin: 0.05 },
    },
    {
      id: 'C8',
      statement: 'majority voting adds to it, before and after training',
      cells: [cell('zero-shot-cot-majority-voting-32'), cell('iterative-rpo-iteration-4-majority-voting-32')],
      test: {
        kind: 'higher',
        pairs: [above(votes('base'), accuracy('base')), above(votes(last), accuracy(last))],
      },
    },
    {
      id: 'C9',
      statement:
        'under DPO alone the chosen responses’ log-probability falls, with the likelihood term it rises',
      cells: [],
      test: {
        kind: 'sign',
        values: [
          { of: change('dpo', 'chosen'), sign: -1 },
          { of: change(first, 'chosen'), sign: 1 },
        ],
      },
    },
    {
      id: 'C10',
      statement: 'SFT on chosen also raises the rejected responses’ log-probability',
      cells: [],
      test: { kind: 'sign', values: [{ of: change('sft on chosen', 'rejected'), sign: 1 }] },
    },
    {
      id: 'C11',
      statement: 'plain DPO on MATH is below its starting point',
      cells: [],
      test: { kind: 'not tested', reason: 'it is about MATH, and this tier has no such task' },
    },
    {
      id: 'C12',
      statement: 'losers run out: fewer pairs each iteration',
      cells: [],
      test: {
        kind: 'higher',
        pairs: steps.map(([later, earlier]) =>
          above({ setting: earlier!, metric: 'pairs' }, { setting: later!, metric: 'pairs' }),
        ),
      },
    },
  ]
}
