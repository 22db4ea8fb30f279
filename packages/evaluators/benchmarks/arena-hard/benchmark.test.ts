import { bradleyTerry, shareOfElo } from '@retable/stats/ratings'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testAnyRows, testJudgeBenchmark } from '../../src/testing/index.ts'
import { winnersOf, type Battle } from './battles.ts'
import { benchmark } from './benchmark.ts'
import { labelVerdict } from '../../judgements/arena-label.ts'
import { parseLeaderboard } from './parse-leaderboard.ts'
import { arenaScores } from './score.ts'

testJudgeBenchmark(benchmark, () => ({
  rows: [
    { question_id: 'q1', model: 'm', games: [{ score: 'A>>B' }, { judgment: '[[A>B]]' }] },
    { uid: 'q2', model: 'm', games: [{ score: 'A=B' }, null] },
  ],
}))

const read = () => Promise.reject(new Error('no asset is needed'))

function measure(rows: readonly unknown[]) {
  const text = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')
  return benchmark.variants[0]!.measure({ bytes: new TextEncoder().encode(text), name: 'own.jsonl' }, read)
}

test('the second game has the model first; ">>" counts three battles', () => {
  expect(winnersOf(labels('A>>B', 'A>>B'))).toEqual([...many('baseline', 3), ...many('model', 3)])
  expect(winnersOf(labels('B>A', 'B>A'))).toEqual(['model', 'baseline'])
  expect(winnersOf(labels('A=B', null))).toEqual(['tie'])
  expect(winnersOf(labels('A<B', 'B>>A'), { strong: 1 })).toEqual(['baseline'])
})

describe('v0.1', () => {
  test('reads judgements: a stored score decides, a text without one is read', async () => {
    const { measurements, scores, broken, notes } = await measure([
      game('q1', 'm', { judgment: '[[B>>A]]', score: 'B>>A' }, { judgment: 'So [[A=B]]' }),
      game('q2', 'm', { judgment: '[[A>B]]', score: 'B>A' }, { score: null }),
      game('q3', 'm', { score: null }, { score: 'A<B' }),
      { question_id: 'q4', model: 'm' },
      'no JSON',
    ])
    // q1: three wins and a tie; q2: a win; q3: nothing. 4.5 of 5.
    const score = measurements.find(({ name }) => name === 'score')!
    expect(score).toMatchObject({ value: 90, n: 2, unit: 'percent', interval: { method: 'bootstrap' } })
    expect(measurements.find(({ name }) => name === 'battles')?.value).toBe(5)
    expect(measurements.find(({ name }) => name === 'no_verdict')).toMatchObject({ value: 0.5, n: 6 })
    expect(scores.map((each) => [each.item, each.extracted, each.score])).toEqual([
      ['q1', 'B>>A A=B', 0.875],
      ['q2', 'B>A null', 1],
    ])
    expect(broken.map(({ line }) => line)).toEqual([4, 5])
    expect(notes.join(' ')).toContain('In 1 game the stored score is not the label')
  })

  test('a game that is null keeps its place, so that the other one is not turned round', async () => {
    const { measurements } = await measure([game('q', 'm', null, { score: 'A>B' })])
    expect(measurements.find(({ name }) => name === 'score')?.value).toBe(100)
    const firstOnly = await measure([game('q', 'm', { score: 'A>B' }, null)])
    expect(firstOnly.measurements.find(({ name }) => name === 'score')?.value).toBe(0)
  })

  test('labels may have their brackets; what is no label, and another number of games, is named', async () => {
    const { measurements, broken } = await measure([
      game('q', 'm', { score: '[[B>A]]' }, { score: '[[A>B]]' }),
      game('q', 'm', { score: 'B is better' }, { score: 'A>B' }),
      game('q', 'm', { score: 'B>A' }),
      game('q', 'm', { score: 'B>A' }, { score: 'B>A' }, { score: 'B>A' }),
      { question_id: 7, model: 'm', games: [{ score: 'A>B' }, { score: 3 }] },
      { question_id: 8, model: 'm', games: [{ score: 'B>A' }, { score: 'A>B' }] },
    ])
    expect(measurements.find(({ name }) => name === 'score')?.value).toBe(100)
    expect(broken.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'game 1 has the score "B is better", which is no label such as A>B'],
      [3, 'it has 1 game; a question has two, in swapped order'],
      [4, 'it has 3 games; a question has two, in swapped order'],
      [5, 'game 2 has the score 3, which is no label such as A>B'],
    ])
    await expect(measure([game('q', 'm', { score: 'B is' }, null)])).rejects.toThrow(
      /line 1: game 1 has the score "B is"/,
    )
  })

  test('files since April 2025 are read, the text in an answer and the question by its uid', async () => {
    const since2025 = { judge: 'j', model: 'm', category: 'arena-hard-v0.1', baseline: 'gpt-4-0314' }
    const { measurements, scores, notes } = await measure([
      {
        uid: 'u1',
        ...since2025,
        games: [
          { score: 'B>A', judgment: { answer: 'so [[B>A]]' }, prompt: [] },
          { score: 'A>>B', judgment: { answer: 'well, [[A>B]]' }, prompt: [] },
        ],
      },
      {
        uid: 'u2',
        ...since2025,
        games: [{ judgment: { answer: '[[A=B]]' } }, { judgment: { answer: null } }],
      },
    ])
    // One battle and three of a win, and half of one.
    expect(measurements.find(({ name }) => name === 'score')?.value).toBeCloseTo((100 * 4.5) / 5, 12)
    expect(scores.map((each) => [each.item, each.extracted])).toEqual([
      ['u1', 'B>A A>>B'],
      ['u2', 'A=B null'],
    ])
    expect(notes.join(' ')).toContain('In 1 game the stored score is not the label')
  })

  test.each([
    [{ baseline: 'o3-mini-2025-01-31', category: 'hard_prompt' }, 'its baseline is "o3-mini-2025-01-31"'],
    [{ baseline: 'gemini-2.0-flash-001' }, 'its baseline is "gemini-2.0-flash-001"'],
    [{ category: 'creative_writing' }, 'its category is "creative_writing"'],
  ])('questions of v2.0 are refused by name: %j', async (other, reason) => {
    const row = { uid: 'u2', model: 'm', games: [{ score: 'A>B' }, { score: 'A>B' }], ...other }
    await expect(measure([game('q', 'm', { score: 'A>B' }, null), row])).rejects.toThrow(
      `own.jsonl:2: ${reason}, so this is Arena-Hard v2.0`,
    )
  })

  test('part of the questions is told, with who judged whom', async () => {
    const { notes, named } = await measure([game('q1', 'm', { score: 'A>B' }, null)])
    expect(notes[0]).toBe('1 of 500 questions is there.')
    expect(notes[1]).toContain("not of the form of Arena-Hard's")
    expect(named).toEqual({ models: ['m'], judges: ['gpt-4-1106-preview'] })
  })

  test('a question judged 30,000 times is read in one pass', async () => {
    const rows = Array.from({ length: 30_000 }, () => game('q', 'm', { score: 'A>B' }, { score: 'B>A' }))
    const started = performance.now()
    await measure(rows)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('names have the model where a file has several', async () => {
    const rows = [battle('q1', 'm1', 'model_a'), battle('q1', 'm2', 'tie'), battle('q2', 'm2', 'model_b')]
    const { measurements, scores, notes } = await measure(rows)
    expect(measurements.map(({ name, value }) => [name, value])).toEqual([
      ['score/m1', 0],
      ['battles/m1', 1],
      ['score/m2', 75],
      ['battles/m2', 2],
    ])
    expect(scores.map(({ item }) => item)).toEqual(['m1/q1', 'm2/q1', 'm2/q2'])
    expect(notes.join(' ')).toContain('m1 lost every battle')
  })

  test('battles with both models exchanged are refused, or the baseline would be scored', async () => {
    const exchanged = { ...battle('q1', 'gpt-4-0314', 'tie'), model_a: 'm' }
    await expect(measure([exchanged])).rejects.toThrow('own.jsonl:1: model_b is gpt-4-0314')
  })

  test('a second baseline and a file without a verdict are refused', async () => {
    const other = { ...battle('q2', 'm', 'tie'), model_a: 'other' }
    await expect(measure([battle('q1', 'm', 'tie'), other])).rejects.toThrow(
      /own\.jsonl:2: model_a is "other"/,
    )
    await expect(measure([game('q1', 'm', { score: null }, { score: null })])).rejects.toThrow(/own\.jsonl/)
  })
})

test('scores are the Bradley-Terry fit, and lie within their interval', () => {
  const won = fc.array(fc.constantFrom('baseline', 'model', 'tie'), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(fc.array(won, { minLength: 1, maxLength: 4 }), (models) => {
      const battles = models.flatMap((winners, i) =>
        winners.map((winner, q): Battle => ({ question: `q${q}`, model: `m${i}`, winner })),
      )
      const records = battles.map(({ model, winner }) => ({
        first: model,
        second: 'baseline',
        firstWins: Number(winner === 'model'),
        secondWins: Number(winner === 'baseline'),
        ties: Number(winner === 'tie'),
      }))
      const fit = bradleyTerry(records, 'baseline')
      for (const { model, score, low, high } of arenaScores(battles)) {
        if (fit) {
          const elo = (400 / Math.LN10) * fit.logStrengths.get(model)!
          expect(score).toBeCloseTo(100 * shareOfElo(elo), 5)
        }
        expect(low).toBeLessThanOrEqual(score + 1e-9)
        expect(high).toBeGreaterThanOrEqual(score - 1e-9)
      }
    }),
    { numRuns: 30 },
  )
})

test('a model that won everything scores 100 with an interval of no width', () => {
  const battles = Array.from({ length: 10 }, (_, i): Battle => ({
    question: `q${i}`,
    model: 'm',
    winner: 'model',
  }))
  expect(arenaScores(battles)).toEqual([{ model: 'm', score: 100, battles: 10, low: 100, high: 100 }])
})

test('published rows are read, and each has a reason for not being recomputed', () => {
  // The table's head and one row of it.
  const text =
    'model,score,rating_q025,rating_q975,CI,avg_tokens,date\ngpt-4-0613,37.9,35.6,40.36,"(-2.30, +2.46)",354.0,2024-07-31\n'
  expect(parseLeaderboard(text)).toEqual([
    {
      subject: 'gpt-4-0613',
      cells: [
        { metric: 'score', printed: '37.9', scale: 1 },
        { metric: 'score_low', printed: '35.6', scale: 1 },
        { metric: 'score_high', printed: '40.36', scale: 1 },
      ],
    },
  ])
  const [leaderboard] = benchmark.leaderboards
  expect(leaderboard!.whyNotRecomputed('gpt-4-0314')).toContain('baseline')
  expect(leaderboard!.whyNotRecomputed('gpt-4-0613')).not.toBe(leaderboard!.whyNotRecomputed('gemma-7b-it'))
})

testAnyRows(benchmark, [
  'uid',
  'question_id',
  'baseline',
  'category',
  'model',
  'games',
  'judgment',
  'score',
  'model_a',
  'model_b',
  'winner',
])

function labels(...given: readonly (string | null)[]) {
  return given.map(labelVerdict)
}

function many<T>(value: T, count: number): T[] {
  return Array<T>(count).fill(value)
}

function game(question_id: string, model: string, ...games: readonly (object | null)[]) {
  return { question_id, model, judge: 'gpt-4-1106-preview', games }
}

function battle(question_id: string, model_b: string, winner: string) {
  return { question_id, model_a: 'gpt-4-0314', model_b, winner }
}
