import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measureRows, testAnyRows, testExchange, testJudgeBenchmark } from '../../src/testing/index.ts'
import { benchmark } from './benchmark.ts'
import { pairJudge } from './judges/pair.ts'
import { readRating, singleJudge } from './judges/single.ts'
import { readGame } from './pair-rows.ts'

testJudgeBenchmark(benchmark, (variant) => ({
  rows: {
    single: [
      { question_id: 81, model: 'm', turn: 1, judgment: 'Rating: [[8]]' },
      { question_id: 81, model: 'm', turn: 2, score: 5 },
    ],
    pair: [
      { question_id: 81, model_1: 'm', model_2: 'n', turn: 1, g1_winner: 'model_1', g2_judgment: '[[B]]' },
      { question_id: 82, model_1: 'm', model_2: 'n', turn: 1, g1_winner: 'tie', g2_winner: 'error' },
    ],
  }[variant]!,
}))

testExchange(benchmark, 'pair', {
  texts: ['[[A]]', '[[B]]', '[[C]]', 'no mark'],
  rowOf: ({ texts, better }, place) => ({
    question_id: place,
    ...(better === 'first' ? { model_1: 'm', model_2: 'n' } : { model_1: 'n', model_2: 'm' }),
    g1_judgment: texts[0],
    g2_judgment: texts[1],
  }),
  figures: ['win_rate/m', 'loss_rate/m', 'rows/m'],
})

// FastChat at 0e6d3e4, llm_judge/common.py: run_judge_single and run_judge_pair.
test.each([
  ['Rating: [[8]]', 8],
  ['Rating: [[8.5]]', 8.5],
  ['[[7.]]', 7],
  ['[3] of them, so [[9]] and not [[2]]', 9],
  ['Rating: [6]', 6],
  ['[[rating]] is [[5]]', 5],
  ['Rating: 8', null],
  ['[[8/10]]', null],
  ['[[-1]]', null],
])('%j is rated %j', (text, rating) => expect(readRating(text)).toBe(rating))

test.each([
  ['[[A]]', 'first'],
  ['[[B]]', 'second'],
  ['not [[B]] but [[A]]', 'first'],
  ['[[C]] between [[B]]', 'second'],
  ['[[C]]', 'tie'],
  ['[A]', null],
])('%j is for %j', (text, verdict) => expect(pairJudge.parse(text)).toBe(verdict))

test.each(['[[85]]', '[[0]]', `[[${'9'.repeat(400)}]]`, '[0.5]'])('%j is no rating from 1 to 10', (text) => {
  expect(singleJudge.parse(text)).toBeNull()
})

test('any number between the brackets is the rating', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.nat(99), (whole, part) => {
      expect(readRating(`So: [[${whole}.${part}]]`)).toBe(Number(`${whole}.${part}`))
    }),
  )
})

test('answers change places in the second game', () => {
  expect([readGame('[[A]]', 0), readGame('[[A]]', 1)]).toEqual(['model_1', 'model_2'])
  expect([readGame('[[C]]', 1), readGame('', 0)]).toEqual(['tie', 'error'])
})

const measure = (variant: string, rows: readonly unknown[]) => measureRows(benchmark, rows, variant)

describe('single', () => {
  test('the overall mean is over rows, and rows without a rating are left out', async () => {
    const { values, scores, broken, notes } = await measure('single', [
      { question_id: 81, model: 'm', judgment: '[[8]]', score: 8, turn: 1 },
      { question_id: 81, model: 'm', judgment: 'no rating', score: -1, turn: 2 },
      { question_id: 82, model: 'm', judgment: '[[6]]', turn: 1 },
      { question_id: 82, model: 'm', judgment: '[[1]]', score: 1, turn: 2 },
      { question_id: 82, model: 'm', judgment: '[[2]]', score: 3, turn: 2 },
      { question_id: 83, model: 'm', turn: 1 },
    ])
    // Over the rows 8, 6, 1 and 3; the turns are 8, 6 and 1, 3.
    expect(values).toEqual({ score: 4.5, turn_1: 7, turn_2: 2, ratings: 4, errors: 1 })
    expect(scores.map(({ item, sample, score }) => [item, sample, score])).toEqual([
      ['81/1', 0, 8],
      ['82/1', 0, 6],
      ['82/2', 0, 1],
      ['82/2', 1, 3],
    ])
    expect(broken.map(({ line }) => line)).toEqual([6])
    expect(notes).toHaveLength(3)
  })

  test('numbers off the scale are no ratings, and a file of such alone is refused', async () => {
    const row = (question_id: number, more: object) => ({ question_id, model: 'm', turn: 1, ...more })
    const { values, notes } = await measure('single', [
      row(81, { score: 85 }),
      row(82, { judgment: `[[${'9'.repeat(400)}]]` }),
      row(83, { score: 7 }),
    ])
    expect(values).toMatchObject({ score: 7, ratings: 1, errors: 2 })
    expect(notes.join(' ')).toMatch(/3 of 80 questions are there.*2 numbers off the scale/)
    await expect(measure('single', [row(81, { score: 85 })])).rejects.toThrow(
      /file\.jsonl: none of 1 judgement/,
    )
  })

  test('a file of pairs is told how it is measured', async () => {
    const pairs = [{ question_id: 81, model_1: 'a', model_2: 'b', g1_winner: 'tie', g2_winner: 'tie' }]
    await expect(measure('single', pairs)).rejects.toThrow(/file\.jsonl holds pairs.*--variant pair/)
  })

  test('names that hold a slash do not meet', async () => {
    const { scores } = await measure('single', [
      { question_id: 'c', model: 'a/b', score: 5, turn: 1 },
      { question_id: 'b/c', model: 'a', score: 5, turn: 1 },
    ])
    expect(new Set(scores.map(({ item }) => item)).size).toBe(2)
  })

  test('one turn and several models', async () => {
    const { values } = await measure('single', [
      { question_id: 1, model: 'a', score: 5, turn: 1 },
      { question_id: 1, model: 'b', score: 10, turn: 1 },
      { question_id: 1, model: 'b', score: 7, turn: 2 },
      { question_id: 2, model: 'b', score: 4, turn: 2 },
    ])
    expect(values).toMatchObject({
      'score/a': 5,
      'turn_1/a': 5,
      'score/b': 7,
      'turn_1/b': 10,
      'turn_2/b': 5.5,
    })
    expect(values).not.toHaveProperty('turn_2/a')
  })
})

testAnyRows(benchmark, [
  'question_id',
  'model',
  'judgment',
  'score',
  'turn',
  'model_1',
  'model_2',
  'g1_winner',
  'g2_winner',
  'g1_judgment',
])

describe('pair', () => {
  const row = (question_id: number, g1_winner: string, g2_winner: string) => ({
    ...{ question_id, model_1: 'a', model_2: 'b', turn: 1 },
    ...{ g1_winner, g2_winner },
  })

  test('disagreement and a tie in either game are ties; errors are left out', async () => {
    const { values, scores } = await measure('pair', [
      row(81, 'model_1', 'model_1'),
      row(82, 'model_2', 'model_2'),
      row(83, 'model_1', 'model_2'),
      row(84, 'tie', 'model_1'),
      row(85, 'error', 'model_1'),
      { question_id: 86, model_1: 'a', model_2: 'b', g1_judgment: '[[A]]', g2_judgment: '[[B]]' },
    ])
    expect(values).toMatchObject({ 'win_rate/a': 0.4, 'loss_rate/a': 0.2, 'tie_rate/a': 0.4 })
    expect(values).toMatchObject({ 'win_rate_adjusted/a': 0.6, 'rows/a': 5, 'errors/a': 1 })
    expect(values['win_rate_adjusted/b']).toBeCloseTo(0.4, 12)
    expect(scores.map(({ score }) => score)).toEqual([1, 0, 0.5, 0.5, 1])
  })

  test('rows that all agree leave room for others', async () => {
    const { measurements } = await measure('pair', [
      row(81, 'model_1', 'model_1'),
      row(82, 'model_1', 'model_1'),
    ])
    const won = measurements.find(({ name }) => name === 'win_rate/a')!
    expect(won.interval).toMatchObject({ high: 1, method: 'wilson' })
    expect(won.interval!.low).toBeLessThan(0.5)
    await expect(measure('pair', [row(81, 'error', 'tie')])).rejects.toThrow(/file\.jsonl: each of 1 row has/)
  })

  test('the two models share one win', async () => {
    const winner = fc.constantFrom('model_1', 'model_2', 'tie', 'error')
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(winner, winner), { minLength: 1, maxLength: 40 }), async (games) => {
        const rows = [row(0, 'tie', 'tie'), ...games.map(([one, other], i) => row(i + 1, one, other))]
        const { values } = await measure('pair', rows)
        expect(values['win_rate_adjusted/a']! + values['win_rate_adjusted/b']!).toBeCloseTo(1, 12)
        expect(values['win_rate/a']).toBe(values['loss_rate/b'])
      }),
    )
  })
})

describe('turns of a question are one cluster', () => {
  const turns = [1, 2]
  const named = async (variant: string, rows: readonly unknown[]) => {
    const { measurements } = await measure(variant, rows)
    return (name: string) => measurements.find((one) => one.name === name)!
  }

  test('of ratings: two turns rated alike say no more than one', async () => {
    const ratings = [8, 6, 4].flatMap((score, i) =>
      turns.map((turn) => ({ question_id: 81 + i, model: 'm', score, turn })),
    )
    const of = await named('single', ratings)
    // The questions' means 8, 6 and 4 have a variance of 4, their mean one of 4/3. As six values: 16/30.
    for (const name of ['score', 'turn_1', 'turn_2']) {
      expect(of(name)).toMatchObject({ value: 6, n: 3, standardError: expect.closeTo(Math.sqrt(4 / 3), 12) })
    }
    // 1.959963984540054: normal, 97.5 %.
    expect(of('score').interval?.low).toBeCloseTo(6 - 1.959963984540054 * Math.sqrt(4 / 3), 9)
  })

  test('of ratings: turns that undo each other leave no error', async () => {
    const ratings = [
      [7, 5],
      [5, 7],
      [8, 4],
    ].flatMap((scores, i) =>
      turns.map((turn) => ({ question_id: i, model: 'm', score: scores[turn - 1], turn })),
    )
    expect((await named('single', ratings))('score')).toMatchObject({
      value: 6,
      standardError: expect.closeTo(0, 12),
    })
  })

  test('of pairs: every rate has the error of its questions', async () => {
    const winners = ['model_1', 'model_1', 'model_2', 'tie']
    const rows = winners.flatMap((winner, i) =>
      turns.map((turn) => ({
        ...{ question_id: 81 + i, model_1: 'a', model_2: 'b', turn },
        ...{ g1_winner: winner, g2_winner: winner },
      })),
    )
    const of = await named('pair', rows)
    // Over four questions, worked by hand: 1, 1, 0, 0 has a variance of 1/3; 0, 0, 1, 0 one of 1/4; 1, 1, 0, 1/2 one of
    // 11/48. A mean's is a quarter of it.
    const expected: readonly (readonly [string, number, number])[] = [
      ['win_rate/a', 1 / 2, 1 / 12],
      ['loss_rate/a', 1 / 4, 1 / 16],
      ['tie_rate/a', 1 / 4, 1 / 16],
      ['win_rate_adjusted/a', 5 / 8, 11 / 192],
      ['win_rate/b', 1 / 4, 1 / 16],
      ['win_rate_adjusted/b', 3 / 8, 11 / 192],
    ]
    for (const [name, value, variance] of expected) {
      const standardError = expect.closeTo(Math.sqrt(variance), 12)
      expect(of(name), name).toMatchObject({ value, n: 4, standardError })
    }
    expect(of('rows/a').value).toBe(8)
  })
})
