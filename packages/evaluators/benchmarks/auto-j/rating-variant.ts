import type { JudgeVariant } from '@retable/core'
import { ratingCredit } from '../../judgements/credit.ts'
import { inOrder, jsonRows, noJudgements, noVerdicts } from '../../judgements/json-rows.ts'
import { namedIn } from '../../judgements/named.ts'
import { shown } from '../../judgements/shown.ts'
import { countOf, meanMeasurement, shareOf } from '../../measure/measurements.ts'
import { rating as judge } from './judges.ts'

/** The mean rating that a judge gives; a text without one counts 0.0, as in the source. */
export const rating: JudgeVariant = {
  id: 'rating',
  version: '2',
  summary: 'mean of the ratings in critiques, unreadable ones as 0 and left out',
  source: judge.source,
  judges: [judge],
  scoreBounds: { least: 0, most: 10 },
  async measure(judgements) {
    const { rows, broken } = jsonRows(judgements)
    const rated = rows.flatMap(({ line, index, value: { output } }) => {
      if (typeof output === 'string') return [ratedAs(index, judge.parse(output))]
      broken.push({ kind: 'broken', line, reason: `output is ${shown(output)}, no text` })
      return []
    })
    if (rated.length === 0)
      throw noJudgements(judgements, 'expected one object a row with "output", a text', broken)
    const readable = rated.flatMap(({ value }) => (value === null ? [] : [value]))
    if (readable.length === 0) throw noVerdicts(judgements, rated.length)
    return Promise.resolve({
      measurements: [
        meanMeasurement(
          'rating',
          rated.flatMap(({ points }) => points ?? []),
          'points',
        ),
        meanMeasurement('rating_readable', readable, 'points'),
        shareOf(
          'no_rating',
          rated.map(({ value }) => value === null),
        ),
        countOf('judgements', rated.length),
      ],
      scores: rated.map(({ index, value, points }) => ({
        benchmark: 'auto-j',
        item: `row/${index}`,
        sample: 0,
        extracted: value === null ? null : String(value),
        gold: '',
        score: points ?? 0,
      })),
      broken: inOrder(broken),
      notes: [],
      named: namedIn(
        rows.map(({ value }) => value),
        { judges: ['judge', 'model'] },
      ),
    })
  },
}

function ratedAs(index: number, value: number | null) {
  return { index, value, points: ratingCredit(value, judge) }
}
