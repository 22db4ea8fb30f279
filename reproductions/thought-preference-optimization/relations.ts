import { rising, same, type Relation } from '@retable/core'
import { arithmetic, categories, headline, prompted, thought, winRate, type Run } from './cells.ts'

const seed = 'llama-3-8b-instruct-seed'
const asked = 'llama-3-8b-instruct-thought-prompt'
const direct = 'direct-response-baseline'
const benchmarks = ['alpacaeval-lc', 'arena-hard'] as const

/** Gains that digests of the arXiv version quote. */
const gains: readonly Relation[] = [
  ...benchmarks.map((benchmark): Relation => ({
    kind: 'difference',
    from: headline(direct, benchmark),
    to: headline('tpo', benchmark),
    difference: headline('tpo-minus-direct-baseline', benchmark),
    source: 'text of the arXiv version: the gain over the baseline without thoughts',
  })),
  {
    kind: 'difference',
    from: headline(seed),
    to: headline('tpo'),
    difference: 'table-1/tpo-minus-seed/alpacaeval-lc',
    source: 'text of the arXiv version: the gain over the seed model',
  },
]

/** The same model under the same prompt. */
const printedAgain: readonly Relation[] = [
  same(
    'table 1 of the draft and of the arXiv version',
    headline('tpo-specific', 'arena-hard'),
    headline('tpo', 'arena-hard'),
  ),
  same(
    'the final model stands in table 1 of the arXiv version and in table 2 of the draft',
    headline('tpo'),
    winRate('ultrafeedback-armorm-tpo-specific', 3),
  ),
  {
    ...same(
      'the final model stands in tables 1 and 2 of the draft',
      headline('tpo-specific'),
      winRate('ultrafeedback-armorm-tpo-specific', 3),
    ),
    known:
      'the draft prints 52.6 in table 1 and 52.5 in table 2; one of them may have its digits cut off, which no number here can tell',
  },
  {
    ...same('table 1 of the draft and of the arXiv version', headline('tpo-specific'), headline('tpo')),
    known: 'the draft prints 52.6 and the arXiv version 52.5, as the draft’s table 2 does',
  },
  same(
    'the seed model stands in tables 1, 2 and 3',
    headline(seed),
    winRate('synthetic-ste-direct', 0),
    winRate('synthetic-armorm-direct', 0),
    prompted('direct'),
  ),
  same(
    'the seed model under the generic thought prompt stands in tables 1, 2 and 3',
    headline(asked),
    winRate('synthetic-ste-tpo', 0),
    winRate('synthetic-armorm-tpo', 0),
    prompted('simple-generic'),
  ),
  {
    ...same(
      'iteration 0 of both columns of table 2 is the seed model, which has seen no instructions yet',
      winRate('synthetic-armorm-direct', 0),
      winRate('ultrafeedback-armorm-direct', 0),
    ),
    known: 'the seed model is 24.9 beside synthetic instructions and 27.6 beside UltraFeedback',
  },
  {
    ...same(
      'iteration 0 of both columns of table 2 is the seed model under the generic thought prompt',
      winRate('synthetic-armorm-tpo', 0),
      winRate('ultrafeedback-armorm-tpo', 0),
    ),
    known:
      'under the thought prompt the seed model is 17.3 beside synthetic instructions, 22.0 beside UltraFeedback',
  },
  {
    ...same(
      'the seed model under the specific thought prompt stands in tables 2 and 3',
      prompted('specific'),
      winRate('ultrafeedback-armorm-tpo-specific', 0),
    ),
    known:
      'under the specific prompt the seed model is 16.4 in table 3, and 21.0 in table 2 beside UltraFeedback',
  },
]

const averages = (['direct', 'tpo'] as const).map((column): Relation => ({
  kind: 'mean',
  parts: categories.map((row) => `table-7/${row}/${column}`),
  mean: `table-7/average/${column}`,
  source: 'table 7: the last row is the mean of the 25 others, levels of complexity among them (inferred)',
}))

/** The run without thoughts, then the one with, at iteration 3. */
const passed: readonly (readonly [Run, Run])[] = [
  ['synthetic-ste-direct', 'synthetic-ste-tpo'],
  ['synthetic-armorm-direct', 'synthetic-armorm-tpo'],
  ['ultrafeedback-armorm-direct', 'ultrafeedback-armorm-tpo'],
  ['ultrafeedback-armorm-direct', 'ultrafeedback-armorm-tpo-specific'],
]

const text: readonly Relation[] = [
  ...benchmarks.flatMap((benchmark) => [
    rising(
      'before training the thought prompt lowers the win rate',
      headline(asked, benchmark),
      headline(seed, benchmark),
    ),
    rising(
      'text on table 1: the final model is ahead of the one without thoughts',
      headline(direct, benchmark),
      headline('tpo-specific', benchmark),
    ),
  ]),
  ...passed.map((runs) =>
    rising(
      'text on table 2: after some iterations the run with thoughts is ahead',
      ...runs.map((run) => winRate(run, 3)),
    ),
  ),
  ...(['tpo', 'tpo-specific'] as const).map((prompt) =>
    rising('text on table 5: thoughts get shorter', ...[4, 0].map((iteration) => thought(prompt, iteration))),
  ),
  ...['direct-baseline', 'tpo'].map((method) =>
    rising(
      'text on table 4: with the answer alone training makes arithmetic worse',
      ...[4, 0].map((iteration) => arithmetic(`${method}-iter-${iteration}`, 'answer-only')),
    ),
  ),
]

export const relations: readonly Relation[] = [...gains, ...printedAgain, ...averages, ...text]
