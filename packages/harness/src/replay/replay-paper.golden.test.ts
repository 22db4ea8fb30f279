import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openAssets, type Assets } from '@retable/assets'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPaper } from '../papers/load-paper.ts'
import { replayPaper } from './replay-paper.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
let directory: string
let assets: Assets
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-replay-'))
  assets = openAssets({
    directory,
    mirror: path.resolve(process.env['RETABLE_MIRROR'] ?? ''),
    acceptedLicences: ['CC-BY-NC-4.0', 'NONE'],
  })
})
afterAll(() => rm(directory, { recursive: true }))

const verdicts = {
  '=': 'exact',
  '≠': 'deviates',
  '~': 'agrees with the leaderboard',
  '≁': 'differs from it',
} as const

/**
 * Expected of every cell that is recomputed: a line for each row of a table, with a word for each column: a sign for
 * the verdict and the value. What differs has to be explained.
 */
async function expectReplay(
  paper: string,
  { columns, rows, cell }: Expected,
  others: readonly Expected[] = [],
) {
  const { rows: replayed, notRecomputed } = await replayPaper(await loadPaper(root, paper), assets)
  expect(notRecomputed.filter(({ pinned }) => pinned)).toEqual([])
  const expected = [{ columns, rows, cell }, ...others].flatMap((table) =>
    table.rows
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [row = '', ...words] = line.trim().split(/\s+/)
        return words.map((word, i) => [table.cell(row, table.columns[i]!), word] as const)
      }),
  )
  const found = replayed.map(({ cell: id, value, verdict, cause }) => {
    const word = expected.find(([each]) => each === id)?.[1] ?? '?'
    const sign = Object.entries(verdicts).find(([, name]) => name === verdict)![0]
    const isFine = (cause !== null) === (sign === '≠' || sign === '≁')
    const decimals = word.split('.')[1]?.length ?? 0
    return [id, `${isFine ? sign : '!'}${Number(value).toFixed(decimals)}`]
  })
  const byId = (pairs: readonly (readonly string[])[]) =>
    pairs.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))
  expect(byId(found)).toEqual(byId(expected))
}

interface Expected {
  readonly columns: readonly string[]
  readonly rows: string
  readonly cell: (row: string, column: string) => string
}

// Violations and words as worked out apart from this project; win rates from AlpacaEval 2's leaderboard.
test('lift: table 6', () =>
  expectReplay('lift', {
    columns: ['vlt-vs-li-limit-no-li-in-prompt', 'words', 'lc-win', 'win'],
    cell: (row, column) => `table-6/${row}/${column}`,
    rows: `
      gpt4-turbo-1106-preview =91.06 =324.0 ~50.00 ~50.00
      gpt4-turbo-0409-preview =77.14 =277.3 ~55.02 ~46.12
      gpt4-omni               =77.76 =282.4 ~57.46 ~51.33
      claude-3-opus-02-29     =57.76 =218.6 ~40.51 ~29.11
      mistral-large-24-02     ≠49.81 =222.8 ~32.65 ~21.44
      llama2-70b-chat         =84.83 =295.9 ≁14.69 ≁13.89
      llama3-70b-instruct     =84.22 =301.6 ~34.42 ~33.18
      llama3-8b-instruct      =88.57 ≠303.5 ~22.92 ~22.57`,
  }))

// ZeroEval's result_dirs/zebra-grid.summary.json.
test('scpo: table 3', () =>
  expectReplay('scpo', {
    columns: ['puzzle-acc-overall', 'puzzle-acc-easy', 'puzzle-acc-hard', 'cell-acc'],
    cell: (row, column) => `table-3/${row}/${column}`,
    rows: `
      gemma-2-27b-it-leaderboard ~16.30 ~50.71 ~2.92 ~41.18
      claude-3-haiku-leaderboard ~14.30 ~47.86 ~1.25 ~37.87`,
  }))

// Arena-Hard's arena_hard_leaderboard_20240731.csv, here and below.
test('thought-preference-optimization: two quoted scores', () =>
  expectReplay('thought-preference-optimization', {
    columns: ['arena-hard'],
    cell: (row, column) => `text/${row}-leaderboard/${column}`,
    rows: `
      gpt-4-0613         ~37.9
      mistral-large-2402 ~37.71`,
  }))

test('meta-rewarding: the seed model', () =>
  expectReplay(
    'meta-rewarding',
    {
      columns: ['lc-win-rate', 'win-rate', 'length'],
      cell: (row, column) => `table-1/${row}/${column}`,
      rows: 'llama-3-8b-instruct-seed ~22.92 ~22.57 ~1899',
    },
    [
      {
        columns: ['table-2/llama-3-8b-instruct-seed/score'],
        cell: (_, column) => column,
        rows: 'score ~20.56',
      },
      {
        columns: ['alpacaeval-2', 'arena-hard'],
        cell: (row, column) => `abstract/${row}/${column}`,
        rows: 'llama-3-8b-instruct-seed ~22.92 ~20.56',
      },
    ],
  ))

// AlpacaEval 2's leaderboard; the first four rows are what it says of the annotations that they are recomputed from.
test('self-rewarding: table 1', () =>
  expectReplay('self-rewarding', {
    columns: ['win-rate'],
    cell: (row, column) => `table-1/${row}/${column}`,
    rows: `
      claude-2            =17.188
      humpback-llama2-70b =10.122
      davinci001          =2.764
      alpaca-7b           =2.591
      gpt-4-0314          ~22.073
      mistral-medium      ~21.856
      gemini-pro          ≁18.178
      gpt-4-0613          ~15.755
      gpt-3-5-turbo-0613  ~14.132
      llama2-chat-70b     ≁13.888
      vicuna-33b-v1-3     ~12.706
      guanaco-65b         ~6.858`,
  }))

// The released model's README: .969, .851, .896, .884 and 90.014.
test('self-taught-evaluators: the released model', () =>
  expectReplay('self-taught-evaluators', {
    columns: ['chat', 'chat-hard', 'safety', 'reasoning', 'final-score'],
    cell: (row, column) => `ram-release/${row}/${column}`,
    rows: 'facebook-self-taught-evaluator-llama3-1-70b ~96.9 ~85.1 ~89.6 ~88.4 ~90.014',
  }))

// The abstract of version 1.
test('meta-critique: counts', () =>
  expectReplay('meta-critique', {
    columns: ['critiques', 'aius'],
    cell: (row, column) => `abstract/${row}/${column}`,
    rows: 'meta-evaluation-data =300 =2653',
  }))

// The figures of the repository's two READMEs. The text of table 1 has six others.
test('auto-j: its own rows', () => {
  const columns = [
    ...['summarization', 'exam-questions', 'code', 'rewriting', 'creative-writing'],
    ...['functional-writing', 'general-communication', 'nlp-tasks', 'overall'],
  ]
  const cells: Readonly<Record<string, (column: string) => string>> = {
    agreement: (column) => `leaderboard-readme/auto-j/${column}-agreement`,
    consistency: (column) => `leaderboard-readme/auto-j/${column}-consistency`,
    'first-order': (column) => `leaderboard-readme/auto-j/${column}`,
    critiques: (column) => `leaderboard-readme/auto-j-vs-chatgpt/${column}`,
    image: (column) => `table-1/auto-j/${column}`,
    text: (column) => `table-1/auto-j/${column}/human-agreement-rate`,
  }
  const byGroup = {
    columns,
    cell: (row: string, column: string) => cells[row]!(column),
    rows: `
      agreement   =45.83  =38.89 =47.50 =49.17 =59.72 =61.67 =55.21 =57.58 =54.96
      consistency =73.61  =69.44 =75.83 =74.17 =87.04 =81.67 =92.36 =86.36 =83.41
      first-order =56.94  =41.67 =54.17 =57.50 =63.43 =68.33 =57.29 =62.12 =59.99
      critiques   =100.00 =83.33 =80.00 =70.00 =72.22 =55.00 =75.00 =79.55 =73.71
      image       =45.83  =38.89 =47.50 =49.17 =59.72 =61.67 =55.21 =57.58 =54.96
      text        =45.83  =38.89 ≠47.50 ≠49.17 ≠59.72 ≠61.67 ≠55.21 =57.58 ≠54.96`,
  }
  const readme = {
    columns: ['agreement', 'consistency', 'win', 'tie', 'lose'],
    cell: (row: string, column: string) => `readme-leaderboard/${row}/${column}`,
    rows: 'auto-j =54.96 =83.41 =73.7 =2.2 =24.1',
  }
  const figure = {
    columns: ['auto-j-wins', 'tie', 'auto-j-loses'],
    cell: (row: string, column: string) => `figure-3/vs-${row}/gpt-4-judge-${column}`,
    rows: 'chatgpt =73.7 =2.2 =24.1',
  }
  return expectReplay('auto-j', byGroup, [readme, figure])
})
