import type { StatedClaim } from '@retable/core'
import { headToHead, judging, judgingMetrics, length, nlp, publicWinRate, winRate } from './cells.ts'

const iterations = ['m1', 'm2', 'm3'] as const

/** The paper's claims, by the numbers that they rest on. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'each iteration follows instructions better than the one before',
    cells: [...iterations.map(winRate), ...['m2-vs-m1', 'm3-vs-m2', 'm3-vs-m1'].flatMap(headToHead)],
  },
  {
    id: 'C2',
    statement:
      'judging improves too, without new examples of judgements (by these five figures, of which two do not go on rising)',
    cells: judgingMetrics.flatMap((metric) => iterations.map((model) => judging(model, metric))),
  },
  {
    id: 'C3',
    statement: 'training on judgement examples as well does not hurt instruction following',
    cells: headToHead('m1-vs-sft-baseline'),
  },
  {
    id: 'C4',
    statement: 'without judgement examples far fewer usable pairs come out',
    cells: ['a-3-no-eft-aift-m1', 'a-3-no-eft-aift-m2', 'aift-m1', 'aift-m2'].map(
      (row) => `text/${row}/pairs-examples`,
    ),
  },
  {
    id: 'C5',
    statement: 'preference pairs beat adding the best-scored responses to the SFT data',
    cells: [
      'text-a-4/ift-eft-positives-vs-sft-baseline/left-wins',
      'text-a-4/ift-eft-positives-vs-sft-baseline/right-wins',
      ...headToHead('m2-vs-sft-baseline'),
    ],
  },
  {
    id: 'C6',
    statement: 'a rubric whose points are added up judges better than a multiple-choice one',
    cells: ['additive-5-point-prompt-ours', 'multiple-choice-prompt-li-et-al-2024'].flatMap((prompt) =>
      judgingMetrics.map((metric) => `table-5/${prompt}/${metric}`),
    ),
  },
  { id: 'C7', statement: 'responses get longer with each iteration', cells: iterations.map(length) },
  {
    id: 'C8',
    statement: 'the third iteration passes Claude 2, Gemini Pro and GPT-4 0613 on AlpacaEval 2.0',
    cells: [winRate('m3'), ...['claude-2', 'gemini-pro', 'gpt-4-0613'].map(publicWinRate)],
  },
  {
    id: 'C9',
    statement: 'benchmarks that are not about following instructions drift down',
    cells: ['arc-easy', 'nq', 'gsm8k'].flatMap((task) => iterations.map((model) => nlp(model, task))),
  },
]
