import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Measurement, PublishedRow } from '@retable/core'
import { decimalsOf } from '@retable/stats/printed'
import { benchmark } from '../benchmark.ts'
import type { Battle } from '../battles.ts'
import { readArenaFile } from '../judgement-file.ts'
import { parseLeaderboard } from '../parse-leaderboard.ts'
import { readLabel } from '../../../judgements/arena-label.ts'
import { Tally, goldenRows, type Comparison } from '../../../golden/comparison.ts'

interface JudgementLine {
  readonly question_id: string
  readonly model: string
  readonly games: readonly { readonly judgment: string; readonly score: string | null }[]
}
interface BattleLine {
  readonly question_id: string
  readonly model_a: string
  readonly model_b: string
  readonly winner: string
}
type Expected = Readonly<
  Record<string, Readonly<Record<string, { readonly score: number; readonly battles: number }>>>
>

/** Every comparison of Arena-Hard with published figures, from the golden data in `golden`. */
export async function comparisons(golden: string): Promise<Comparison[]> {
  const data = path.join(golden, 'judge/arena_hard')
  return [
    await officialScores(data),
    await thirdPartyFigures(data),
    ...storedLabels(data),
    battlesOfJudgements(data),
    await recomputedFigures(data),
  ]
}

async function officialScores(data: string): Promise<Comparison> {
  const tally = new Tally()
  const table = published(data, 'leaderboard_20240731.csv')
  for (const [name, value] of await measuredIn(data, 'battles_official_gpt-4-1106-preview')) {
    const [metric, model] = split(name)
    if (metric !== 'score') continue
    const printed = table.get(model)!.find((cell) => cell.metric === 'score')!.printed
    tally.add(model, printed, printedLikeCsv(value.value))
  }
  return tally.comparison(
    'Arena-Hard, table of 2024-07-31',
    'score of gpt-4-0613 and gpt-3.5-turbo-0125 from the official battles, as printed',
  )
}

async function thirdPartyFigures(data: string): Promise<Comparison> {
  const tally = new Tally()
  const measured = await measuredIn(data, 'battles_danielwetzel_18models')
  for (const [model, cells] of published(data, 'leaderboard_danielwetzel_20240813.csv')) {
    const score = measured.get(`score/${model}`)
    // The baseline's own row has no battles.
    if (score === undefined) continue
    const values = { score: score.value, score_low: score.interval!.low, score_high: score.interval!.high }
    for (const { metric, printed } of cells) {
      tally.add(`${model} ${metric}`, printed, printedLikeCsv(values[metric as keyof typeof values]))
    }
  }
  return tally.comparison(
    'danielwetzel (judge GPT-4o), table of 2024-08-13',
    'score, lower and upper bound of 18 models, as printed',
  )
}

function storedLabels(data: string): Comparison[] {
  const files = [
    ['Myashka', 'judgments_myashka_gpt-4-1106-preview'],
    ['danielwetzel', 'judgments_danielwetzel_gpt-4o'],
    ['BinaryFiddler', 'judgments_binaryfiddler_full'],
  ] as const
  return files.map(([source, file]) => {
    const tally = new Tally()
    for (const { question_id, model, games } of goldenRows<JudgementLine>(data, `${file}.jsonl.gz`)) {
      games.forEach(({ judgment, score }, i) => {
        tally.add(`${model} ${question_id} game ${i + 1}`, score, readLabel(judgment))
      })
    }
    return tally.comparison(source, "label in each judgement's text, as stored (null where there is none)")
  })
}

/** BinaryFiddler's program counted ">>" as one battle; its two files list models in different orders. */
function battlesOfJudgements(data: string): Comparison {
  const tally = new Tally()
  const bytes = gunzipSync(readFileSync(path.join(data, 'judgments_binaryfiddler_full.jsonl.gz')))
  const { battles } = readArenaFile({ bytes, name: 'judgments' }, { strong: 1 })
  const text = readFileSync(path.join(data, 'battles_binaryfiddler.jsonl'), 'utf8')
  const lines = text.trim().split('\n')
  const theirs = lines.map((line) => JSON.parse(line) as BattleLine).map(keyOfLine)
  const ours = battles.map(keyOfBattle)
  const [sortedTheirs, sortedOurs] = [inQuestionOrder(theirs), inQuestionOrder(ours)]
  sortedTheirs.forEach((battle, i) => tally.add(`battle ${i}`, battle, sortedOurs[i]))
  if (ours.length !== theirs.length) tally.add('number of battles', theirs.length, ours.length)
  return tally.comparison('BinaryFiddler', 'battles of its judgements, with ">>" counted once as there')
}

async function recomputedFigures(data: string): Promise<Comparison> {
  const tally = new Tally()
  const expected = JSON.parse(readFileSync(path.join(data, 'expected.json'), 'utf8')) as Expected
  for (const [file, models] of Object.entries(expected)) {
    // The rest of the file is on style control, which v0.1 scores do without.
    if (!file.startsWith('battles_')) continue
    const measured = await measuredIn(data, file)
    for (const [model, { score, battles }] of Object.entries(models)) {
      tally.add(`${file} ${model} score`, score, Number(measured.get(`score/${model}`)?.value.toFixed(2)))
      tally.add(`${file} ${model} battles`, battles, measured.get(`battles/${model}`)?.value)
    }
  }
  return tally.comparison(
    'four files of battles',
    'score to 2 decimals and number of battles of 38 rows (recomputed apart from retable)',
  )
}

/** Question, then model, then winner; the sort is stable, so that a question's battles keep their order. */
function inQuestionOrder(battles: readonly (readonly string[])[]): (readonly string[])[] {
  const key = (battle: readonly string[]) => battle.slice(0, 2).join(' ')
  return battles.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0))
}

function keyOfLine({ question_id, model_b, winner }: BattleLine): string[] {
  return [question_id, model_b, winner]
}

function keyOfBattle({ question, model, winner }: Battle): string[] {
  return [question, model, { baseline: 'model_a', model: 'model_b', tie: 'tie' }[winner]]
}

async function measuredIn(data: string, file: string): Promise<Map<string, Measurement>> {
  const bytes = gunzipSync(readFileSync(path.join(data, `${file}.jsonl.gz`)))
  const variant = benchmark.variants.find(({ id }) => id === 'v0.1')!
  const read = () => Promise.reject(new Error('no asset is needed'))
  const { measurements } = await variant.measure({ bytes, name: `${file}.jsonl` }, read)
  return new Map(measurements.map((measurement) => [measurement.name, measurement]))
}

function published(data: string, file: string): Map<string, PublishedRow['cells']> {
  const rows = parseLeaderboard(readFileSync(path.join(data, file), 'utf8'))
  return new Map(rows.map(({ subject, cells }) => [subject, cells]))
}

/** A number as pandas writes it after rounding to two decimals: 72.2, 50.0. */
function printedLikeCsv(value: number): string {
  const rounded = String(Number(value.toFixed(2)))
  return decimalsOf(rounded) === 0 ? `${rounded}.0` : rounded
}

function split(name: string): [metric: string, model: string] {
  const slash = name.indexOf('/')
  return [name.slice(0, slash), name.slice(slash + 1)]
}
