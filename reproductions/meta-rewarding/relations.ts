import type { Relation } from '@retable/core'
import {
  alpacaEval,
  arenaHard,
  byLengthControl,
  metaRewarding,
  mtBench,
  seed,
  selfRewarding,
  sft,
  withGpt4,
  withHumans,
} from './cells.ts'

const iterations = [1, 2, 3, 4]
const columns = ['lc-win-rate', 'win-rate', 'length'] as const

const abstract: readonly Relation[] = [
  ['abstract/llama-3-8b-instruct-seed/alpacaeval-2', alpacaEval(seed)],
  ['abstract/meta-rewarding-final/alpacaeval-2', alpacaEval(metaRewarding(4))],
  ['abstract/llama-3-8b-instruct-seed/arena-hard', arenaHard(seed)],
  ['abstract/meta-rewarding-final/arena-hard', arenaHard(metaRewarding(4))],
].map((cells) => ({ kind: 'same', cells, source: 'the abstract says the number of tables 1 and 2 again' }))

/** Table 4 starts from the third iterations and has the settings that were used for the fourth. */
const lengthControl: readonly Relation[] = [
  [selfRewarding(3), 'self-rewarding-lc-iteration-3-base'],
  [selfRewarding(4), 'self-rewarding-lc-iteration-4-rho-0-1'],
  [metaRewarding(3), 'meta-rewarding-iteration-3-base'],
  [metaRewarding(4), 'meta-rewarding-iteration-4-rho-0-4'],
].flatMap(([row, again]) =>
  columns.map((column): Relation => ({
    kind: 'same',
    cells: [alpacaEval(row!, column), byLengthControl(again!, column)],
    source: 'the model stands in tables 1 and 4',
  })),
)

/**
 * MT-Bench has 80 questions of two turns. In these rows the second turn's mean is a whole number over 79, and no number
 * of half points over 80: one turn went without a score.
 */
const lackingOneTurn = [seed, sft, selfRewarding(1), selfRewarding(3), metaRewarding(2)]

const turns: readonly Relation[] = [
  seed,
  sft,
  ...iterations.map(selfRewarding),
  ...iterations.map(metaRewarding),
].map((row) => ({
  kind: 'mean',
  parts: [mtBench(row, 'turn-1'), mtBench(row, 'turn-2')],
  mean: mtBench(row, 'score'),
  ...(lackingOneTurn.includes(row)
    ? { weights: [80, 79], source: 'table 6: the score is over 80 first and, inferred, 79 second turns' }
    : { source: 'table 6: the score is the mean of both turns' }),
}))

const rising: readonly Relation[] = [
  {
    kind: 'rising',
    cells: [seed, ...iterations.map(metaRewarding)].map((row) => alpacaEval(row)),
    source: 'text on table 1: each iteration raises the length-controlled win rate',
  },
  {
    kind: 'rising',
    cells: [seed, metaRewarding(4)].map(arenaHard),
    source: 'abstract: the score rises from the seed model to the last one',
  },
  {
    kind: 'rising',
    cells: [selfRewarding(4), metaRewarding(4)].map((row) => alpacaEval(row)),
    source: 'text on table 1: the meta-judge makes the better actor',
  },
  {
    kind: 'rising',
    cells: [selfRewarding(4), metaRewarding(4)].map(arenaHard),
    source: 'text on table 2: the meta-judge makes the better actor',
  },
  {
    kind: 'rising',
    cells: [selfRewarding(1), metaRewarding(3)].map((row) => withGpt4(row, 'gpt-4', 'without')),
    source: 'text on table 3: the best judge is ahead of self-rewarding’s best',
  },
  {
    kind: 'rising',
    cells: [selfRewarding(4), metaRewarding(4)].map((row) => withGpt4(row, 'self', 'without')),
    source: 'text on table 3: the last judge is ahead of self-rewarding’s last',
  },
  {
    kind: 'rising',
    cells: [
      'text-sec-3-2/external-reward-model-starling-rm-34b-iteration-1/lc-win-rate',
      alpacaEval(metaRewarding(1)),
    ],
    source: '§3.2: the external reward model does worse in the first iteration',
  },
  ...['score-bias-higher-win', 'positional-bias-all'].map((column): Relation => ({
    kind: 'rising',
    cells: [1, 2].map((iteration) => `table-5/iteration-${iteration}/${column}`),
    source: 'text on table 5: the meta-judge’s bias grows',
  })),
  ...[1, 3, 4].map((iteration): Relation => ({
    kind: 'rising',
    cells: [withHumans(metaRewarding(iteration)), withHumans(metaRewarding(2))],
    source: 'text on table 7: agreement with humans is highest after the second iteration',
  })),
  {
    kind: 'rising',
    cells: ['rho-0-4', 'rho-0'].map((rho) => byLengthControl(`meta-rewarding-iteration-4-${rho}`, 'length')),
    source: 'text on table 4: without control responses grow',
  },
  {
    kind: 'rising',
    cells: ['rho-0', 'rho-0-1'].map((rho) =>
      byLengthControl(`self-rewarding-lc-iteration-4-${rho}`, 'lc-win-rate'),
    ),
    source: 'text on table 4: without control the length-controlled win rate falls',
  },
]

export const relations: readonly Relation[] = [...abstract, ...lengthControl, ...turns, ...rising]
