import { rising, same, type Relation } from '@retable/core'
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
  [`abstract/${seed}/alpacaeval-2`, alpacaEval(seed)],
  ['abstract/meta-rewarding-final/alpacaeval-2', alpacaEval(metaRewarding(4))],
  [`abstract/${seed}/arena-hard`, arenaHard(seed)],
  ['abstract/meta-rewarding-final/arena-hard', arenaHard(metaRewarding(4))],
].map((cells) => same('the abstract says the number of tables 1 and 2 again', ...cells))

/** Table 4 starts from the third iterations and has the settings that were used for the fourth. */
const lengthControl: readonly Relation[] = [
  [selfRewarding(3), 'self-rewarding-lc-iteration-3-base'],
  [selfRewarding(4), 'self-rewarding-lc-iteration-4-rho-0-1'],
  [metaRewarding(3), 'meta-rewarding-iteration-3-base'],
  [metaRewarding(4), 'meta-rewarding-iteration-4-rho-0-4'],
].flatMap(([row, again]) =>
  columns.map((column) =>
    same('the model stands in tables 1 and 4', alpacaEval(row!, column), byLengthControl(again!, column)),
  ),
)

/** In these rows the mean of the two printed turns is not the printed score. */
const notThePlainMean = [selfRewarding(1), selfRewarding(3), metaRewarding(2)]

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
].flatMap((row): Relation[] => {
  const mean = {
    kind: 'mean',
    parts: [mtBench(row, 'turn-1'), mtBench(row, 'turn-2')],
    mean: mtBench(row, 'score'),
  } as const
  return [
    {
      ...mean,
      source: 'table 6: the score is the mean of both turns',
      ...(notThePlainMean.includes(row)
        ? { known: 'over 80 first and, inferred, 79 second turns the score follows to the last digit' }
        : {}),
    },
    ...(lackingOneTurn.includes(row)
      ? [
          {
            ...mean,
            weights: [80, 79],
            source: 'table 6: the score is over 80 first and, inferred, 79 second turns',
          },
        ]
      : []),
  ]
})

/** The claim C3 holds of the best judges and of the last ones, and not of every iteration. */
const judges: readonly Relation[] = [
  ...[1, 2].map((iteration) => ({
    ...rising(
      'claim C3 on table 3, pairs that GPT-4 chose: the judge is ahead of self-rewarding’s',
      withGpt4(selfRewarding(1), 'gpt-4', 'without'),
      withGpt4(metaRewarding(iteration), 'gpt-4', 'without'),
    ),
    known: 'self-rewarding’s first iteration, 57.97, is ahead of the first two with a meta-judge',
  })),
  rising(
    'text on table 3: the best judge is ahead of self-rewarding’s best',
    withGpt4(selfRewarding(1), 'gpt-4', 'without'),
    withGpt4(metaRewarding(3), 'gpt-4', 'without'),
  ),
  rising(
    'text on table 3: the last judge is ahead of self-rewarding’s last',
    withGpt4(selfRewarding(4), 'self', 'without'),
    withGpt4(metaRewarding(4), 'self', 'without'),
  ),
]

const text: readonly Relation[] = [
  rising(
    'text on table 1: each iteration raises the length-controlled win rate',
    ...[seed, ...iterations.map(metaRewarding)].map((row) => alpacaEval(row)),
  ),
  rising(
    'abstract: the score rises from the seed model to the last one',
    ...[seed, metaRewarding(4)].map(arenaHard),
  ),
  ...[alpacaEval, arenaHard].map((cell, i) =>
    rising(
      `text on table ${i + 1}: the meta-judge makes the better actor`,
      cell(selfRewarding(4)),
      cell(metaRewarding(4)),
    ),
  ),
  rising(
    '§3.2: the external reward model does worse in the first iteration',
    'text-sec-3-2/external-reward-model-starling-rm-34b-iteration-1/lc-win-rate',
    alpacaEval(metaRewarding(1)),
  ),
  ...['score-bias-higher-win', 'positional-bias-all'].map((column) =>
    rising(
      'text on table 5: the meta-judge’s bias grows',
      ...[1, 2].map((iteration) => `table-5/iteration-${iteration}/${column}`),
    ),
  ),
  ...[1, 3, 4].map((iteration) =>
    rising(
      'text on table 7: agreement with humans is highest after the second iteration',
      withHumans(metaRewarding(iteration)),
      withHumans(metaRewarding(2)),
    ),
  ),
  rising(
    'text on table 4: without control responses grow',
    ...['rho-0-4', 'rho-0'].map((rho) => byLengthControl(`meta-rewarding-iteration-4-${rho}`, 'length')),
  ),
  rising(
    'text on table 4: without control the length-controlled win rate falls',
    ...['rho-0', 'rho-0-1'].map((rho) =>
      byLengthControl(`self-rewarding-lc-iteration-4-${rho}`, 'lc-win-rate'),
    ),
  ),
]

export const relations: readonly Relation[] = [...abstract, ...lengthControl, ...turns, ...judges, ...text]
