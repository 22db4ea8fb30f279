import type { Claim, Measured } from '@retable/core'
import {
  headToHead,
  judging,
  judgingMetrics,
  length,
  measuredJudging,
  nlp,
  publicWinRate,
  winRate,
} from './cells.ts'

const iterations = ['m1', 'm2', 'm3'] as const
const at = (setting: string, metric: string): Measured => ({ setting, metric })
/** The left model of a comparison wins more often than it loses. */
const wins = (comparison: string) => ({
  higher: at(comparison, 'left wins'),
  lower: at(comparison, 'right wins'),
})
/** A metric rises from each iteration to the next. */
const rises = (metric: string) =>
  [1, 2].map((t) => ({ higher: at(`m${t + 1}`, metric), lower: at(`m${t}`, metric) }))

/** The paper's claims, by the numbers that they rest on, with their tests on what the recipe measures. */
export const claims: readonly Claim[] = [
  {
    id: 'C1',
    statement: 'each iteration follows instructions better than the one before',
    cells: [...iterations.map(winRate), ...['m2-vs-m1', 'm3-vs-m2', 'm3-vs-m1'].flatMap(headToHead)],
    test: { kind: 'higher', pairs: ['m2 vs m1', 'm3 vs m2', 'm3 vs m1'].map(wins) },
  },
  {
    id: 'C2',
    statement:
      'judging improves too, without new examples of judgements (by these five figures, of which two do not go on rising)',
    explanation:
      'five figures measure how well a model judges, and each has to rise from M1 to M2 and from M2 to M3; in the paper itself two do not rise the second time: 5-best (41.5, 44.3, 43.2) and exact match (13.1, 14.3, 14.3)',
    cells: judgingMetrics.flatMap((metric) => iterations.map((model) => judging(model, metric))),
    test: { kind: 'higher', pairs: judgingMetrics.flatMap((metric) => rises(measuredJudging[metric])) },
  },
  {
    id: 'C3',
    statement:
      'training on judgement examples as well does not hurt instruction following (it loses at most 10 points more than it wins)',
    cells: headToHead('m1-vs-sft-baseline'),
    test: {
      kind: 'no worse',
      a: at('m1 vs sft baseline', 'left wins'),
      b: at('m1 vs sft baseline', 'right wins'),
      margin: 0.1,
    },
  },
  {
    id: 'C4',
    statement: 'without judgement examples far fewer usable pairs come out',
    cells: ['a-3-no-eft-aift-m1', 'a-3-no-eft-aift-m2', 'aift-m1', 'aift-m2'].map(
      (row) => `text/${row}/pairs-examples`,
    ),
    test: {
      kind: 'higher',
      pairs: [{ higher: at('aift of m1', 'pairs'), lower: at('aift of sft baseline', 'pairs') }],
    },
  },
  {
    id: 'C5',
    statement: 'preference pairs beat adding the best-scored responses to the SFT data',
    cells: [
      'text-a-4/ift-eft-positives-vs-sft-baseline/left-wins',
      'text-a-4/ift-eft-positives-vs-sft-baseline/right-wins',
      ...headToHead('m2-vs-sft-baseline'),
    ],
    test: { kind: 'higher', pairs: [wins('m2 vs positives only')] },
  },
  {
    id: 'C6',
    statement: 'a rubric whose points are added up judges better than a multiple-choice one',
    cells: ['additive-5-point-prompt-ours', 'multiple-choice-prompt-li-et-al-2024'].flatMap((prompt) =>
      judgingMetrics.map((metric) => `table-5/${prompt}/${metric}`),
    ),
    test: {
      kind: 'not tested',
      reason:
        'it is about how a prompt is worded to a model that reads it; what a small model reads from a prompt is what we teach it',
    },
  },
  {
    id: 'C7',
    statement: 'responses get longer with each iteration',
    cells: iterations.map(length),
    test: {
      kind: 'not tested',
      reason: 'in this world an instruction fixes the length of its right response; lengths are shown',
    },
  },
  {
    id: 'C8',
    statement: 'the third iteration passes Claude 2, Gemini Pro and GPT-4 0613 on AlpacaEval 2.0',
    cells: [winRate('m3'), ...['claude-2', 'gemini-pro', 'gpt-4-0613'].map(publicWinRate)],
    test: { kind: 'not tested', reason: 'it compares with other models on AlpacaEval, which is not run' },
  },
  {
    id: 'C9',
    statement: 'benchmarks that are not about following instructions drift down',
    cells: ['arc-easy', 'nq', 'gsm8k'].flatMap((task) => iterations.map((model) => nlp(model, task))),
    test: { kind: 'not tested', reason: 'none of these benchmarks is run' },
  },
  {
    id: 'A1',
    isOwn: true,
    statement:
      'our own, not the paper’s: with a judge that was taught by few reviews an iteration gains less',
    cells: [],
    test: {
      kind: 'higher',
      pairs: [
        {
          higher: at('m2 vs m1', 'left wins'),
          lower: at('m2 of little eft vs m1 of little eft', 'left wins'),
        },
      ],
    },
  },
]
