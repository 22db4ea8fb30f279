import type { StatedClaim } from '@retable/core'
import {
  alpacaEval,
  arenaHard,
  byLengthControl,
  metaRewarding,
  mtBench,
  seed,
  selfRewarding,
  withGpt4,
  withHumans,
} from './cells.ts'

const iterations = [1, 2, 3, 4]
const finals = [metaRewarding(4), selfRewarding(4)]

/** The paper's claims, by the numbers that they rest on. */
export const claims: readonly StatedClaim[] = [
  {
    id: 'C1',
    statement: 'each iteration raises the length-controlled win rate',
    cells: iterations.map((iteration) => alpacaEval(metaRewarding(iteration))),
  },
  {
    id: 'C2',
    statement: 'with a meta-judge the model ends as a better actor than with self-rewarding alone',
    cells: [...finals.map((row) => alpacaEval(row)), ...finals.map(arenaHard)],
  },
  {
    id: 'C3',
    statement: 'its judge agrees with GPT-4 more than self-rewarding’s does',
    cells: [
      ...iterations.flatMap((iteration) => [
        withGpt4(metaRewarding(iteration), 'gpt-4', 'without'),
        withGpt4(selfRewarding(iteration), 'gpt-4', 'without'),
      ]),
      ...finals.map((row) => withGpt4(row, 'self', 'without')),
    ],
  },
  {
    id: 'C4',
    statement: 'length control keeps responses from growing; without it they grow and the win rate falls',
    cells: [
      ...iterations.map((iteration) => alpacaEval(metaRewarding(iteration), 'length')),
      ...(['lc-win-rate', 'length'] as const).flatMap((column) =>
        ['rho-0', 'rho-0-1'].map((rho) => byLengthControl(`self-rewarding-lc-iteration-4-${rho}`, column)),
      ),
      byLengthControl('meta-rewarding-iteration-4-rho-0', 'length'),
    ],
  },
  {
    id: 'C5',
    statement: 'the meta-judge comes to prefer higher scores and the first position',
    cells: [1, 2].flatMap((iteration) =>
      ['score-bias-higher-win', 'positional-bias-all'].map(
        (column) => `table-5/iteration-${iteration}/${column}`,
      ),
    ),
  },
  {
    id: 'C6',
    statement: 'the judge’s scores crowd at the top of the scale',
    cells: ['judge-seed', 'judge-iteration-2'].map((row) => `figure-5-caption/${row}/mean-judge-score`),
  },
  {
    id: 'C7',
    statement: 'second turns stay about as good as the seed model’s, unlike with self-rewarding',
    cells: [seed, ...finals].map((row) => mtBench(row, 'turn-2')),
  },
  {
    id: 'C8',
    statement: 'agreement with humans is highest after two iterations and falls again',
    cells: iterations.map((iteration) => withHumans(metaRewarding(iteration))),
  },
  {
    id: 'C9',
    statement: 'an external reward model in place of the judge does worse in the first iteration',
    cells: [
      'text-sec-3-2/external-reward-model-starling-rm-34b-iteration-1/lc-win-rate',
      alpacaEval(metaRewarding(1)),
    ],
  },
  {
    id: 'C10',
    statement: '17 of 18 categories of AlpacaEval’s instructions improve over the seed model',
    cells: ['text-sec-3-2/meta-rewarding-iteration-4-vs-seed/categories-improved'],
  },
]
