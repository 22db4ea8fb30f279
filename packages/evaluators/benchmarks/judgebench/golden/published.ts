import { readFileSync } from 'node:fs'
import path from 'node:path'
import { printedLike } from '@retable/stats/printed'
import { outputs, paperTables } from '../leaderboard.ts'
import { arenaHard, decisionOfScores } from '../judges.ts'
import { judgedPair, type JudgedPair } from '../pair-rows.ts'
import { judgeBenchScore, pairSum } from '../score.ts'
import { readLabel } from '../../../judgements/arena-label.ts'
import { mirrorReader } from '../../../golden/mirror.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

type Row = Readonly<Record<string, unknown>>

interface Published {
  readonly table3_reward_models: Readonly<Record<string, readonly number[]>>
  readonly table2_arena_hard_prompt: Readonly<Record<string, readonly number[]>>
  readonly 'measured_only_claude_split_claude-3-haiku': {
    readonly n: readonly number[]
    readonly values: readonly number[]
  }
}

const names = { first: 'A>B', second: 'B>A', tie: 'A=B' } as const
const metrics = ['knowledge', 'reasoning', 'math', 'coding', 'overall'] as const

/** Every comparison of JudgeBench with published figures. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const data = path.join(golden, 'judging/judgebench')
  const rows = goldenRows<Row>(data, 'decisions.jsonl.gz')
  return [...tables(data, rows), ordersOfRewardModels(rows), ...(await pinned()), ...(await ofAFork())]
}

function tables(data: string, rows: readonly Row[]): Comparison[] {
  const published = JSON.parse(readFileSync(path.join(data, 'published.json'), 'utf8')) as Published
  const [cells, apart] = [new Tally(), new Tally()]
  const all = { ...published.table3_reward_models, ...published.table2_arena_hard_prompt }
  for (const [model, values] of Object.entries(all)) addCells(cells, model, values, pairsOf(rows, model))
  const haiku = published['measured_only_claude_split_claude-3-haiku']
  addCells(apart, 'claude-3-haiku', haiku.values, pairsOf(rows, 'claude-3-haiku-20240307'))
  return [
    cells.comparison(
      'arXiv 2410.12784v2, tables 2 and 3',
      'splits and overall of o1-mini and 5 reward models, as strings',
    ),
    apart.comparison(
      'recomputed apart from retable',
      "splits and overall of Claude 3 Haiku on the pairs of Claude 3.5 Sonnet's",
    ),
  ]
}

function addCells(
  tally: Tally,
  model: string,
  published: readonly number[],
  pairs: readonly JudgedPair[],
): void {
  const measured = judgeBenchScore(pairs.map((pair) => ({ ...pair, rule: pair.byScores ? 'first' : 'both' })))
  metrics.forEach((metric, i) => {
    const printed = published[i]!.toFixed(2)
    const value = measured.find(({ name }) => name === metric)?.value ?? Number.NaN
    tally.add(`${model} ${metric}`, printed, printedLike(value * 100, printed))
  })
}

/** A reward model's decisions from its scores, in both orders. */
function ordersOfRewardModels(rows: readonly Row[]): Comparison {
  const tally = new Tally()
  for (const row of rows) {
    if (row['judge_name'] !== 'reward_model') continue
    const decisions = row['decisions'] as readonly string[]
    for (const [order, scores] of (row['scores'] as readonly (readonly [number, number])[]).entries()) {
      tally.add(`${String(row['pair_id'])} order ${order}`, decisions[order], names[decisionOfScores(scores)])
    }
  }
  return tally.comparison('JudgeBench, released outputs', 'decisions of 5 reward models from their scores')
}

/** The leaderboard from the pinned files, and o1-mini's decisions from its texts. */
async function pinned(): Promise<Comparison[]> {
  const [read, cells, decisions] = [mirrorReader(), new Tally(), new Tally()]
  for (const { subject, cells: published } of await paperTables.published(read)) {
    const measured = await paperTables.recompute(subject, read)
    for (const { metric, printed, scale } of measured === null ? [] : published) {
      const value = measured?.measurements.find(({ name }) => name === metric)?.value ?? Number.NaN
      cells.add(`${subject} ${metric}`, printed, printedLike(value * scale, printed))
    }
  }
  const texts = new TextDecoder().decode(await read(outputs['o1-mini-2024-09-12']!))
  for (const line of texts.trim().split('\n')) {
    const { pair_id, judgments } = JSON.parse(line) as ReleasedRow
    for (const judgment of judgments) {
      if (judgment === null) continue
      const verdict = arenaHard.parse(judgment.judgment.response)
      decisions.add(pair_id, judgment.decision, verdict === null ? null : names[verdict])
    }
  }
  return [
    cells.comparison(
      'arXiv 2410.12784v2, tables 2 and 3',
      'splits and overall of 2 judges from their pinned outputs',
    ),
    decisions.comparison('JudgeBench, released outputs', "o1-mini's decision in each order from its text"),
  ]
}

const fork = 'devcomfort-research/JudgeBench at 8748b82'
const forkCommit = '8748b8292dd7277efcfe42e2b02ead80d60a96cd'

/**
 * Judgements on the pairs of Claude 3.5 Sonnet that a fork published; its judges wrote labels of no order. Right, wrong
 * and undecided pairs, orders that differ, and pairs, as its utils/metrics.py (compute_final_metrics) counts them: run
 * apart from retable, over all and in each split.
 */
const ofFork = [
  {
    judge: 'minimax-m2.1',
    pin: { sha256: 'd2dd11964d3c2bf9aef22c4d69c91ff6f939c839f35a5949b9c6d1e73abd93d1', bytes: 3_921_447 },
    counts: {
      overall: [167, 38, 65, 270],
      knowledge: [108, 19, 27, 154],
      reasoning: [26, 10, 15, 51],
      math: [21, 3, 10, 34],
      coding: [12, 6, 13, 31],
    },
  },
  {
    judge: 'minimax-m2',
    pin: { sha256: 'b3b9049d6d11f185498ed8fe7a46cd9821bd973b3560894d71bbbe8a5f3a6d66', bytes: 4_176_349 },
    counts: {
      overall: [125, 23, 122, 270],
      knowledge: [83, 21, 50, 154],
      reasoning: [18, 0, 33, 51],
      math: [11, 0, 23, 34],
      coding: [13, 2, 16, 31],
    },
  },
] as const

async function ofAFork(): Promise<Comparison[]> {
  const [read, counts, decisions] = [mirrorReader(), new Tally(), new Tally()]
  for (const { judge, pin, counts: published } of ofFork) {
    const file = `dataset=judgebench,response_model=claude-3-5-sonnet-20240620,judge_name=arena_hard,judge_model=openrouter_minimax_${judge}.jsonl`
    const url = `https://raw.githubusercontent.com/devcomfort-research/JudgeBench/${forkCommit}/outputs/${encodeURIComponent(file)}`
    const lines = new TextDecoder().decode(await read({ name: file, url, licence: 'NONE', ...pin })).trim()
    const rows = lines.split('\n').map((line) => JSON.parse(line) as ReleasedRow & Row)
    const pairs = rows.map(pairIn).map((pair) => ({ ...pair, rule: 'both' as const }))
    for (const part of metrics) {
      const members = pairs.filter(({ split }) => part === 'overall' || split === part)
      const sums = members.map(pairSum)
      const having = (test: (sum: number) => boolean) => sums.filter(test).length
      const found = [
        having((sum) => sum > 0),
        having((sum) => sum < 0),
        having((sum) => sum === 0),
        sums.length,
      ]
      counts.add(`${judge} ${part}`, published[part], found)
    }
    for (const { pair_id, judgments } of rows) {
      for (const judgment of judgments) {
        if (judgment === null) continue
        const label = readLabel(judgment.judgment.response)?.replaceAll('>>', '>') ?? null
        decisions.add(pair_id, judgment.decision, label)
      }
    }
  }
  return [
    counts.comparison(fork, 'right, wrong, undecided and all pairs of 2 judges, over all and in each split'),
    decisions.comparison(fork, 'their decision in each order from its text, labels of no order included'),
  ]
}

interface ReleasedRow {
  readonly pair_id: string
  readonly judgments: readonly ({
    readonly decision: string | null
    readonly judgment: { readonly response: string }
  } | null)[]
}

function pairsOf(rows: readonly Row[], model: string): JudgedPair[] {
  return rows.filter((row) => row['judge_model'] === model).map(pairIn)
}

function pairIn(row: Row): JudgedPair {
  const pair = judgedPair(row)
  if (typeof pair === 'string') throw new Error(`pair ${String(row['pair_id'])} ${pair}`)
  return pair
}
