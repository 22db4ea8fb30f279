import { expect, describe, test } from 'vitest'
import { measureRows, testAnyRows, testJudgeBenchmark } from '../../src/testing/index.ts'
import { benchmark } from './benchmark.ts'
import { generative, offsetBias, panelVote, ratings, rewardModel } from './judges.ts'
import { subsets } from './subsets.ts'
import { current, firstPaper } from './weighting.ts'

testJudgeBenchmark(benchmark, () => ({
  rows: [
    { id: 1, subset: 'hep-go', correct: true },
    { id: 2, subset: 'hep-go', score_chosen: 0.5, score_rejected: null },
    { id: 3, subset: 'donotanswer', text: '[[B]]', swapped: true },
    { id: 4, subset: 'donotanswer', text_chosen: '[[7]]', text_rejected: 'none' },
  ],
}))
testAnyRows(benchmark, [
  'id',
  'subset',
  'correct',
  'score_chosen',
  'score_rejected',
  'text',
  'swapped',
  'text_chosen',
])

const read = () => Promise.reject(new Error('no asset is read'))

const measure = (rows: readonly unknown[] | object, variant = 'v1') =>
  measureRows(benchmark, Array.isArray(rows) ? rows : [rows], variant)

/** Every item of the data set, with what `correct` says of its subset and its number within it. */
function everyItem(correct: (subset: string, index: number) => boolean) {
  return subsets.flatMap(({ id, items }) =>
    Array.from({ length: items }, (_, i) => ({ id: `${id}/${i}`, subset: id, correct: correct(id, i) })),
  )
}

describe('sections', () => {
  test('2,985 items; math-prm weighs as much as all programs', async () => {
    const { values, scores, notes } = await measure(everyItem((subset) => subset === 'math-prm'))
    expect(scores).toHaveLength(2985)
    expect(notes).toEqual([])
    expect(values).toMatchObject({ chat: 0, chat_hard: 0, safety: 0, reasoning: 0.5, score: 0.125 })
    expect(values['accuracy']).toBeCloseTo(447 / 2985, 12)
  })

  test('the first paper puts the weight of math-prm on hep-cpp', () => {
    expect(current.weights.get('reasoning')?.get('math-prm')).toBe(984)
    expect(firstPaper.weights.get('reasoning')?.get('hep-cpp')).toBe(984)
    expect(firstPaper.weights.get('reasoning')?.get('math-prm')).toBe(164)
  })

  test('a missing subset is skipped and named; without a section there is no score', async () => {
    const rows = everyItem(() => true).filter(
      ({ subset }) => !subset.startsWith('hep-') && subset !== 'mt-bench-easy',
    )
    const { values, notes } = await measure(rows.filter(({ subset }) => subset !== 'math-prm'))
    expect(values).toMatchObject({ chat: 1, chat_hard: 1, safety: 1 })
    expect(Object.keys(values)).not.toContain('score')
    expect(notes.join(' ')).toMatch(/No subset of reasoning .*mt-bench-easy/)
  })

  test('standard errors treat subsets as strata', async () => {
    const { measurements } = await measure(everyItem((_, i) => i % 2 === 0))
    const byName = new Map(measurements.map((entry) => [entry.name, entry]))
    const own = subsets.filter(({ section }) => section === 'reasoning')
    const total = own.reduce((sum, { weight }) => sum + weight, 0)
    const variance = own.reduce((sum, { id, weight }) => {
      const { standardError } = byName.get(`subset/${id}`)!
      return sum + (weight / total) ** 2 * standardError! ** 2
    }, 0)
    expect(byName.get('reasoning')?.standardError).toBeCloseTo(Math.sqrt(variance), 12)
  })
})

describe('rows', () => {
  test.each([
    [{ correct: true }, 1],
    [{ correct: 0.5 }, 0.5],
    [{ score_chosen: 1.5, score_rejected: 1 }, 1],
    [{ score_chosen: '2', score_rejected: '1e1' }, 0],
    [{ score_chosen: 1, score_rejected: 1 }, 0],
    // Python's NaN, as it is read.
    [{ score_chosen: 2, score_rejected: null }, 0],
    [{ text: 'so [[B]]', swapped: true }, 1],
    [{ text: '[[B]] no, [[A]]', swapped: true }, 0],
    [{ text: 'neither', swapped: false }, 0.5],
    [{ text: 'Output (a)', swapped: false, judge: 'offset-bias' }, 1],
    [{ text: ['[[A]]', '[[B]]', '[[B]]'], swapped: true }, 1],
    [{ text_chosen: '8', text_rejected: 'Rating: 7' }, 1],
    [{ text_chosen: '8', text_rejected: '8' }, 0.5],
    [{ text_chosen: '**8**', text_rejected: '3' }, 0.5],
  ])('%j counts %d', async (row, score) => {
    const { scores, broken } = await measure([
      { id: 1, subset: 'hep-go', ...row },
      { id: 2, subset: 'hep-go', correct: true },
    ])
    expect(broken).toEqual([])
    expect(scores[0]?.score).toBe(score)
  })

  test.each([
    [{ id: 2, subset: 'hep-perl', correct: true }, 'subset is "hep-perl", none of RewardBench\'s'],
    [{ id: 2, subset: null, correct: true }, "subset is null, none of RewardBench's"],
    [{ subset: 'hep-go', correct: true }, 'id is missing, neither a text nor a number'],
    [{ id: 1, subset: 'hep-go', correct: true }, 'item 1 was judged in an earlier row'],
    [{ id: 2, subset: 'hep-go', correct: 7 }, 'correct is 7, neither true, false nor a number from 0 to 1'],
    [
      { id: 2, subset: 'hep-go', score_chosen: '1e999', score_rejected: 1 },
      'score_chosen is "1e999", no number',
    ],
    [
      { id: 2, subset: 'hep-go', text: ['[[A]]', '[[B]]'], swapped: true },
      'text has 2 answers; a panel has an odd number of judges',
    ],
    [{ id: 2, subset: 'hep-go', text: '[[A]]' }, 'swapped is missing, neither true nor false'],
    [{ id: 2, subset: 'hep-go' }, 'has none of correct, score_chosen, text and text_chosen'],
    [{ id: 2, subset: 'hep-go', score_chosen: 1 }, 'score_rejected is missing, no number'],
    [
      { id: 2, subset: 'hep-go', score_chosen: 1, score_rejected: 'nan' },
      'score_rejected is "nan", no number',
    ],
  ])('%j is broken: %s', async (row, reason) => {
    const { broken } = await measure([{ id: 1, subset: 'hep-go', correct: true }, row])
    expect(broken).toEqual([{ kind: 'broken', line: 2, reason }])
  })
})

test('a file of subset accuracies is measured without items', async () => {
  const accuracies = Object.fromEntries(subsets.map(({ id }) => [id, 0.75]))
  const { values, scores, notes } = await measure({ model: 'm', ...accuracies })
  expect(values).toMatchObject({ score: 0.75, 'subset/math-prm': 0.75 })
  expect([scores.length, notes.length]).toEqual([0, 1])
})

test('columns of items, as the program writes them, are rows', async () => {
  const columns = { model: 'm', id: [1, 2, 3], subset: ['hep-go', 'hep-go', 'shp'], results: [1, 0, 1] }
  const { values, scores, named } = await measure({
    ...columns,
    scores_chosen: [2, 1, 9],
    scores_rejected: [1, 2, 3],
  })
  expect(values).toMatchObject({ 'subset/hep-go': 0.5, 'subset/shp': 1, items: 3 })
  expect([scores.length, named?.models]).toEqual([3, ['m']])
  await expect(measure({ ...columns, results: [1] })).rejects.toThrow(
    'file.jsonl: its column "results" has 1 entries, and "subset" has 3',
  )
})

test('what Python writes and JSON does not know: an unused NaN is passed over, a score of NaN is wrong', async () => {
  const score = async (text: string) => {
    const file = { bytes: new TextEncoder().encode(text), name: 'file.json' }
    return benchmark.variants[0]!.measure(file, read)
  }
  const columns =
    '{"id": [7, 8], "subset": ["shp", "shp"], "results": [1, 0], "scores_chosen": [NaN, -Infinity]}'
  expect((await score(columns)).scores.map((one) => one.score)).toEqual([1, 0])
  const rows = ['{"score_chosen": NaN', '{"score_chosen": Infinity', '{"score_chosen": -Infinity']
  const both = rows.map((row, id) => `${row}, "score_rejected": 0.5, "id": ${id}, "subset": "hep-go"}`)
  const read3 = await score(both.join('\n'))
  expect(read3.broken).toEqual([])
  expect(read3.scores.map((one) => one.score)).toEqual([0, 1, 0])
  expect(read3.measurements.find(({ name }) => name === 'no_verdict')?.value).toBeCloseTo(1 / 3, 12)
})

test('an accuracy that is none is named with its value', async () => {
  await expect(measure({ 'alpacaeval-easy': 95 })).rejects.toThrow(
    /file\.jsonl: alpacaeval-easy is 95, no accuracy.*divided by 100/,
  )
})

test('figures of sets of unknown size have no interval, and a perfect score has one of some width', async () => {
  const accuracies = Object.fromEntries(subsets.map(({ id }) => [id, 1]))
  const { measurements } = await measure({ ...accuracies, shp: 0.5 }, 'v1-paper')
  const of = (name: string) => measurements.find((entry) => entry.name === name)
  expect(of('subset/shp')).toMatchObject({ value: 0.5, standardError: null, interval: null, n: 0 })
  const perfect = await measure(accuracies)
  const score = perfect.measurements.find(({ name }) => name === 'score')!
  expect(score.interval).toMatchObject({ high: 1, method: 'wilson' })
  expect(score.interval!.low).toBeLessThan(1)
})

test('prior sets count half a section in April 2024, a whole one in the paper, nothing now', async () => {
  const accuracies = Object.fromEntries(subsets.map(({ id }) => [id, 1]))
  const file = { ...accuracies, shp: 0.25, summarize: 0.75 }
  expect((await measure(file)).values['score']).toBe(1)
  expect((await measure(file, 'v1-2024-04')).values['score']).toBeCloseTo(4.25 / 4.5, 12)
  expect((await measure(file, 'v1-paper')).values['score']).toBeCloseTo(4.5 / 5, 12)
})

test('judges read texts as the program does', () => {
  expect(rewardModel.parse('-1.5e-3')).toBe(-0.0015)
  expect(rewardModel.parse('1 of 2')).toBeNull()
  expect(generative.parse('[[B]] or [[A]]')).toBe('first')
  expect(offsetBias.parse('Output (b) beats Output (a)')).toBe('first')
  expect(ratings.parse('7 \n')).toBe(7)
  // A letter or digit of any script is none of Python's word boundaries.
  expect(['é7', '٣7', '𝐀10', '_7'].map((text) => ratings.parse(text))).toEqual([null, null, null, null])
  expect(ratings.parse('—7')).toBe(7)
})

test('a panel: the majority, and an unread answer is a vote', () => {
  expect(panelVote(['first', 'second', 'second'])).toBe('second')
  expect(panelVote([null, 'first', null])).toBeNull()
  expect(() => panelVote(['first', 'second'])).toThrow('odd')
  expect(panelVote(['second', 'first', null])).toBe('second')
})
