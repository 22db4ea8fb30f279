import { rising, same, type Relation } from '@retable/core'

const benchmarks = ['alpacaeval-li', 'mt-bench-li'] as const
const columns = benchmarks.flatMap((benchmark) =>
  ['vlt', 'win', 'words'].map((metric) => `${benchmark}-${metric}`),
)
const pairs = (name: string) => `text-sec-5-1/${name}/count`
const original = pairs('original-dpo-pairs-rank0-vs-rank1')
const shorter = pairs('pairs-rank0-shorter')
const longer = pairs('pairs-rank0-longer')

/** Rows that stand in two tables. */
const repeatedRows: readonly (readonly [string, string])[] = [
  ['table-2/llama2-70b-chat', 'table-3/llama2-70b-chat'],
  ['table-2/llama3-8b-base-zero-shot', 'table-4/llama3-8b-base-zero-shot'],
  ['table-2/llama3-8b-instruct', 'table-4/llama3-8b-instruct'],
  ['table-3/llama2-70b-base-standard-dpo', 'table-5/llama2-70b-normal-dpo'],
  ['table-3/llama2-70b-base-r-dpo-alpha-0-01', 'table-5/llama2-70b-reg-dpo-alpha-0-01'],
  ['table-3/llama2-70b-base-r-dpo-alpha-0-1', 'table-5/llama2-70b-reg-dpo-alpha-0-1'],
  ['table-3/llama2-70b-base-lift-dpo', 'table-5/llama2-70b-lift-dpo'],
  ['table-3/llama2-70b-chat-standard-dpo', 'table-5/llama2-70b-chat-normal-dpo'],
]

/** Methods that LIFT-DPO is said to be better than under limits, by the row of LIFT-DPO. */
const beaten: readonly (readonly [string, readonly string[]])[] = [
  [
    'table-3/llama2-70b-base-lift-dpo',
    ['standard-dpo', 'r-dpo-alpha-0-01', 'r-dpo-alpha-0-1'].map(
      (method) => `table-3/llama2-70b-base-${method}`,
    ),
  ],
  ['table-4/llama3-8b-base-lift-dpo', ['table-4/llama3-8b-base-standard-dpo']],
  ['table-4/llama3-8b-instruct-lift-dpo', ['table-4/llama3-8b-instruct-standard-dpo']],
]

/** What the cells must keep among themselves. */
export const relations: readonly Relation[] = [
  ...repeatedRows.flatMap(([one, other]) =>
    columns.map((column) => same('the same row in two tables', `${one}/${column}`, `${other}/${column}`)),
  ),
  ...benchmarks.flatMap((benchmark) =>
    ['base', 'lift-dpo'].map((model) =>
      same(
        'the draft against a report on the arXiv text',
        `table-4/llama3-8b-instruct${model === 'base' ? '' : '-lift-dpo'}/${benchmark}-vlt`,
        `cross-check/llama3-8b-instruct/${benchmark}-vlt-${model}`,
      ),
    ),
  ),
  same(
    'table 6: the baseline against itself is 50 with and without length control',
    'table-6/gpt4-turbo-1106-preview/lc-win',
    'table-6/gpt4-turbo-1106-preview/win',
  ),
  {
    kind: 'sum',
    parts: [shorter, longer],
    total: original,
    source: 'section 5.1: in each pair the winner is the shorter or the longer response',
  },
  {
    kind: 'sum',
    parts: [original, shorter, longer],
    total: pairs('lift-length-instructed-pairs-draft'),
    source:
      'section 4: each pair gives one example that keeps it as it is and one by which response is longer',
  },
  ...beaten.flatMap(([lift, others]) =>
    others.flatMap((other) =>
      benchmarks.flatMap((benchmark): Relation[] => [
        rising(
          'text: LIFT-DPO violates limits less often than what it is compared with',
          `${lift}/${benchmark}-vlt`,
          `${other}/${benchmark}-vlt`,
        ),
        rising(
          'text: LIFT-DPO wins more often than what it is compared with',
          `${other}/${benchmark}-win`,
          `${lift}/${benchmark}-win`,
        ),
      ]),
    ),
  ),
  {
    kind: 'share',
    cells: [
      'table-2/llama3-70b-instruct/mt-bench-li-vlt',
      'table-3/llama2-70b-base-r-dpo-alpha-0-1/mt-bench-li-vlt',
      'table-5/llama2-70b-reg-dpo-alpha-0-1/mt-bench-li-vlt',
    ],
    source: 'violation rates are over the 240 prompts of MT-Bench-LI',
    known: 'why is not said: no number of 240 responses gives it',
  },
]
