import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { JudgementScore } from '@retable/core'
import { benchmark } from '../benchmark.ts'
import { readRating } from '../judges/single.ts'
import { readGame } from '../pair-rows.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

interface SingleLine {
  readonly question_id: number
  readonly model: string
  readonly judgment: string
  readonly score: number
  readonly turn: number
}
interface PairLine {
  readonly question_id: number
  readonly g1_winner: string
  readonly g2_winner: string
  readonly g1_judgment: string
  readonly g2_judgment: string
}
interface ExpectedModel {
  readonly turn1: number
  readonly turn2: number
  readonly average: number
  readonly n: number
  readonly errors: number
}
interface ExpectedPair {
  readonly model_1: string
  readonly model_2: string
  readonly model_1_win: number
  readonly model_2_win: number
  readonly tie: number
  readonly model_1_win_rate_adjusted: number
  readonly total: number
}

/** Files of ratings by who made them; all name GPT-4 as the judge. */
const singleFiles = {
  'alvarobartt (ORPO models)': 'single_judgments_alvarobartt_orpo',
  'don-tpanic (Llama 2 models)': 'single_judgments_don-tpanic',
  'muhan421 (Claude 3 models)': 'single_judgments_muhan421_claude3',
  'Stefanstud (phi-3-dpo)': 'single_judgments_stefanstud_phi3dpo',
}
const pairFile = 'pair_judgments_stefanstud_phi3'

/** Every comparison of MT-Bench with stored verdicts, from the golden data in `golden`. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const data = path.join(golden, 'judge/mt_bench')
  return [
    ...storedRatings(data),
    storedWinners(data),
    await recomputedMeans(data),
    await recomputedWinRates(data),
  ]
}

function storedRatings(data: string): Comparison[] {
  return Object.entries(singleFiles).map(([source, file]) => {
    const tally = new Tally()
    for (const { question_id, model, turn, judgment, score } of goldenRows<SingleLine>(
      data,
      `${file}.jsonl.gz`,
    )) {
      tally.add(`${model} ${question_id} turn ${turn}`, score, readRating(judgment) ?? -1)
    }
    return tally.comparison(source, "rating in each judgement's text, as stored (-1 where there is none)")
  })
}

function storedWinners(data: string): Comparison {
  const tally = new Tally()
  for (const row of goldenRows<PairLine>(data, `${pairFile}.jsonl.gz`)) {
    tally.add(`${row.question_id} game 1`, row.g1_winner, readGame(row.g1_judgment, 0))
    tally.add(`${row.question_id} game 2`, row.g2_winner, readGame(row.g2_judgment, 1))
  }
  return tally.comparison('Stefanstud (phi-3 against phi-3-dpo)', 'winner of each game, as stored')
}

async function recomputedMeans(data: string): Promise<Comparison> {
  const tally = new Tally()
  for (const file of Object.values(singleFiles)) {
    const models = expectedOf(data)[file] as Readonly<Record<string, ExpectedModel>>
    const { measurements } = await measured(data, file, 'single')
    const several = Object.keys(models).length > 1
    for (const [model, { turn1, turn2, average, n, errors }] of Object.entries(models)) {
      const value = (metric: string) =>
        measurements.find(({ name }) => name === (several ? `${metric}/${model}` : metric))?.value
      tally.add(`${model} turn 1`, turn1, value('turn_1'))
      tally.add(`${model} turn 2`, turn2, value('turn_2'))
      tally.add(`${model} both`, average, value('score'))
      tally.add(`${model} ratings`, n, value('ratings'))
      tally.add(`${model} errors`, errors, value('errors'))
    }
  }
  return tally.comparison(
    'the four files of ratings',
    'both means, the overall mean, ratings and errors of 12 models, all digits (recomputed apart from retable)',
  )
}

async function recomputedWinRates(data: string): Promise<Comparison> {
  const tally = new Tally()
  const expected = expectedOf(data)[pairFile] as ExpectedPair
  const { measurements } = await measured(data, pairFile, 'pair')
  const value = (metric: string, model: string) =>
    measurements.find(({ name }) => name === `${metric}/${model}`)?.value ?? Number.NaN
  const rows = value('rows', expected.model_1)
  const wins = (model: string) => Math.round(value('win_rate', model) * rows)
  tally.add('wins of the first', expected.model_1_win, wins(expected.model_1))
  tally.add('wins of the second', expected.model_2_win, wins(expected.model_2))
  tally.add('ties', expected.tie, Math.round(value('tie_rate', expected.model_1) * rows))
  tally.add('rows', expected.total, rows)
  const adjusted = value('win_rate_adjusted', expected.model_1)
  tally.add('adjusted win rate', expected.model_1_win_rate_adjusted, adjusted)
  return tally.comparison(
    'Stefanstud (phi-3 against phi-3-dpo)',
    'wins, ties, rows and adjusted win rate (recomputed apart from retable)',
  )
}

function measured(data: string, file: string, variant: string): Promise<JudgementScore> {
  const bytes = gunzipSync(readFileSync(path.join(data, `${file}.jsonl.gz`)))
  const read = () => Promise.reject(new Error('no asset is needed'))
  return benchmark.variants.find(({ id }) => id === variant)!.measure({ bytes, name: `${file}.jsonl` }, read)
}

function expectedOf(data: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(path.join(data, 'expected.json'), 'utf8')) as Record<string, unknown>
}
