import {
  counted,
  type JudgementScore,
  type JudgeVariant,
  type Measurement,
  type SampleScore,
} from '@retable/core'
import { clusteredMean } from '@retable/stats'
import { itemName, measurementName, partNotes } from '../../../judgements/names.ts'
import { interval, measurement, wilson } from '../../../measure/measurement.ts'
import { points, type Battle } from '../battles.ts'
import { pairJudge } from '../judge.ts'
import { readArenaFile, type ArenaFile } from '../judgement-file.ts'
import { arenaScores } from '../score.ts'

/**
 * The score of Arena-Hard v0.1: of a file of judgements or battles, each model's chance of beating the baseline in
 * percent, without style control. With several models in a file, names end in the model's.
 */
export const v01: JudgeVariant = {
  id: 'v0.1',
  version: '3',
  summary: 'Bradley-Terry win rate over the baseline; ">>" counts three battles, a tie half a win',
  source: 'arXiv 2406.11939v2; lmarena/arena-hard-auto at e4248e0, show_result.py',
  judges: [pairJudge],
  measure: (file) =>
    // An error in the file is a rejection too.
    new Promise((resolve) => resolve(measured(readArenaFile(file)))),
}

function measured(file: ArenaFile): JudgementScore {
  const scores = arenaScores(file.battles)
  const byModel = Map.groupBy(file.battles, ({ model }) => model)
  const measurements = scores.flatMap(({ model, score, battles, low, high }): Measurement[] => {
    const name = (metric: string) => measurementName(metric, model, scores.length)
    const ofModel = byModel.get(model)!
    // The programs resample battles as if they were independent; the standard error knows that a question's are not.
    const { standardError, clusters } = clusteredMean(
      ofModel.map(({ winner }) => 100 * points[winner]),
      ofModel.map(({ question }) => question),
    )
    return [
      measurement(name('score'), score, {
        n: clusters,
        unit: 'percent',
        standardError,
        interval: low === null || high === null ? null : interval('bootstrap', { low, high }),
      }),
      measurement(name('battles'), battles, { n: clusters, unit: 'count' }),
      ...withoutVerdict(name('no_verdict'), file.games?.get(model)),
    ]
  })
  const samples = scores.flatMap(({ model }) => samplesOf(model, byModel.get(model)!, file, scores.length))
  return {
    measurements,
    scores: samples,
    broken: file.broken,
    notes: notesOf(file, byModel),
    named: file.named,
  }
}

/** Questions of Arena-Hard v0.1. */
const questions = 500

function withoutVerdict(
  name: string,
  games: { readonly all: number; readonly withoutVerdict: number } | undefined,
): Measurement[] {
  if (games === undefined) return []
  const value = games.withoutVerdict / games.all
  return [measurement(name, value, { n: games.all, unit: 'fraction', interval: wilson(value, games.all) })]
}

/** One score for each question with a battle: the model's wins and half ties over the question's battles. */
function samplesOf(
  model: string,
  battles: readonly Battle[],
  file: ArenaFile,
  models: number,
): SampleScore[] {
  return [...Map.groupBy(battles, ({ question }) => question)].map(([question, fought]) => {
    const labels = file.labels.get(model)?.get(question)
    const sum = fought.reduce((total, { winner }) => total + points[winner], 0)
    return {
      benchmark: 'arena-hard',
      item: models === 1 ? question : itemName(model, question),
      sample: 0,
      extracted: (labels ?? fought.map(({ winner }) => winner)).map(String).join(' '),
      gold: '',
      score: sum / fought.length,
    }
  })
}

function notesOf(file: ArenaFile, byModel: ReadonlyMap<string, readonly Battle[]>): string[] {
  const strange = [...file.questions].filter((id) => !/^[0-9a-f]{32}$/.test(id)).length
  const notes = [
    ...partNotes(file.questions.size, questions, 'question'),
    ...(strange > 0
      ? [
          `${counted(strange, 'id')} of ${file.questions.size} not of the form of Arena-Hard's, 32 hexadecimal digits.`,
        ]
      : []),
    'The interval is the official one (100 resamples of battles, seed 42); it takes battles as independent. The standard error takes questions as such.',
  ]
  if (byModel.size === 1) {
    notes.push(
      'Official intervals resample the battles of every model on the leaderboard together; one model alone gives other ends.',
    )
  }
  for (const [model, battles] of byModel) {
    const [first] = battles
    if (first?.winner !== 'tie' && battles.every(({ winner }) => winner === first?.winner)) {
      notes.push(
        `${model} ${first?.winner === 'model' ? 'won' : 'lost'} every battle: no finite rating fits, and the interval has no width.`,
      )
    }
  }
  if (file.games === null) {
    notes.push('A file of battles does not say how many games had no verdict.')
  }
  for (const model of file.games?.keys() ?? []) {
    if (!byModel.has(model)) notes.push(`${model} has no score: none of its games has a verdict.`)
  }
  if (file.contradicted > 0) {
    notes.push(
      `In ${counted(file.contradicted, 'game')} the stored score is not the label in the text; the stored score counts.`,
    )
  }
  const judgedTwice = [...file.labels.values()].flatMap((questions) =>
    [...questions.values()].filter(({ length }) => length > 2),
  )
  if (judgedTwice.length > 0) {
    notes.push(`${counted(judgedTwice.length, 'question')} with more than one judgement; every one counts.`)
  }
  return notes
}
