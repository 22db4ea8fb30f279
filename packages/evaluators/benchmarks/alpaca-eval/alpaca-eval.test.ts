import { arrayElements, type JudgementFile } from '@retable/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testAnyRows, testJudgeBenchmark } from '../../src/testing/index.ts'
import { readAnnotations } from './annotations.ts'
import { benchmark } from './benchmark.ts'
import { codePoints } from '../../measure/code-points.ts'
import { isSwitched, rankingJudge, weightedJudge } from './judges.ts'
import { parseLeaderboard } from './parse-leaderboard.ts'
import { fileOf, pair, readWhole } from './testing-annotations.ts'
import { alpacaEval1 } from './variants.ts'
import { winRates } from './win-rate.ts'

testJudgeBenchmark(benchmark, () => ({
  rows: [pair(1.25), pair(2), pair(null)],
  asArray: true,
  read: readWhole,
}))
testAnyRows(benchmark, ['instruction', 'output_1', 'output_2', 'preference', 'max_len'], { asArray: true })

const annotations = (file: JudgementFile) => readAnnotations(file, weightedJudge)
const value = async (preferences: readonly (number | null)[], metric: string) => {
  const { measurements } = await alpacaEval1.measure(fileOf(preferences.map((p) => pair(p))), readWhole)
  return measurements.find(({ name }) => name === metric)?.value
}

describe('the judge', () => {
  test.each([
    ['m', 1],
    [' M\n', 2],
    ['[["m", -0.6931471805599453], ["M", -0.6931471805599453]]', 1.5],
    ['[{"token": "M", "logprob": 0}, {"token": "The", "logprob": -9}]', 2],
    ['{"logprobs": {"content": [{"top_logprobs": [{"token": "m", "logprob": -1}]}]}}', 1],
    ['[["The", -0.1]]', null],
    ['[["m ", -0.1]]', null],
    ['m is better', null],
    ['{"logprobs": null}', null],
    ['null', null],
  ])('reads %s as %s', (text, preference) => {
    expect(weightedJudge.parse(text)).toBe(preference)
  })
  test('a likely second label is a preference near 2', () => {
    expect(weightedJudge.parse('[["M",-0.0001202317],["m",-9.03137]]')).toBeCloseTo(3 - 1.0001195986, 9)
  })
  test.each([
    ["[{'model': 'model_1', 'rank': 1}, {'model': 'model_2', 'rank': 2}]", 1],
    ["[{'model': 'model_2', 'rank': 1}, {'model': 'model_1', 'rank': 2}]", 2],
    ["[{'model': 'model_1', 'rank': 3}, {'model': 'model_2', 'rank': 1}]", null],
    ["I prefer [{'model': 'model_1', 'rank': 1}]", null],
  ])('ranks %s as %s', (text, preference) => {
    expect(rankingJudge.parse(text)).toBe(preference)
  })
  test('the order is drawn by the instruction alone', () => {
    // random.Random("is_switched_outputs" + instruction + "0") of CPython 3.11: 0.719…, 0.286…
    expect([isSwitched('a'), isSwitched('2+2')]).toEqual([true, false])
  })
})

describe('a file of annotations', () => {
  test('keeps the row of a pair without preference, and Python NaN is one', () => {
    const text = JSON.stringify([pair(1.2), pair(1.3), pair(2)]).replace(
      '"preference":1.3',
      '"preference":NaN',
    )
    const { rows } = annotations(fileOf(text))
    expect(rows.map(({ row, preference }) => [row, preference])).toEqual([
      [0, 1.2],
      [1, null],
      [2, 2],
    ])
  })
  test('names broken rows by line', () => {
    const text = `[\n${JSON.stringify(pair(1))},\n{"instruction": "[\\",{"},\n7,\n${JSON.stringify(pair(2))}\n]`
    const { rows, broken } = annotations(fileOf(text))
    expect(rows.map(({ row }) => row)).toEqual([0, 3])
    expect(broken.map(({ line }) => line)).toEqual([3, 4])
  })
  test('without a preference from 1 to 2 is refused', () => {
    for (const preference of [null, 7, -1]) {
      expect(() => annotations(fileOf([pair(preference)]))).toThrow(/annotations\.json holds outputs without/)
    }
  })
  test('of two models is refused', () => {
    const mixed = fileOf([pair(1), pair(2, { generator_2: 'yours' })])
    expect(() => annotations(mixed)).toThrow(/annotations\.json mixes.*mine, yours/)
  })
  test('without a preference is read from what the judge answered, told by the order that was drawn', () => {
    // The order of 'a' is switched, that of '2+2' is not.
    const rows = ['a', '2+2'].map((instruction) =>
      pair(null, { instruction, preference: undefined, raw_completion: 'M' }),
    )
    expect(annotations(fileOf(rows)).rows.map(({ preference }) => preference)).toEqual([1, 2])
    expect(() => annotations(fileOf([pair(null, { preference: undefined })]))).toThrow('raw_completion too')
  })
  test('judges an instruction once', () => {
    const { rows, broken } = annotations(
      fileOf([pair(1), pair(2, { instruction: 'x' }), pair(1, { instruction: 'x' })]),
    )
    expect(rows).toHaveLength(2)
    expect(broken).toEqual([
      { kind: 'broken', line: 1, reason: 'its instruction was judged in an earlier row' },
    ])
  })
  test('with 4,000 broken rows, or 80,000 backslashes and no end, is read in one pass', () => {
    const rows = Array.from({ length: 4000 }, () => ({ output_1: 'x'.repeat(200) }))
    const started = performance.now()
    expect(annotations(fileOf([...rows, pair(1)])).broken).toHaveLength(4000)
    for (const part of ['"', '\\"', '\\', 'NaN', '"NaN', '\\\n', '[', '{"']) {
      expect(() => annotations(fileOf(`[${part.repeat(80_000)}`))).toThrow('annotations.json')
    }
    expect(performance.now() - started).toBeLessThan(3000)
  })
  test('lines of elements are those that JSON.stringify gives', () => {
    const json = fc.jsonValue({ maxDepth: 2 })
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 8 }), fc.nat(), (values, at) => {
        const index = at % values.length
        const before = values.slice(0, index).map((v) => JSON.stringify(v, null, 1).split('\n').length)
        const text = `[\n${values.map((v) => JSON.stringify(v, null, 1)).join(',\n')}\n]`
        expect(arrayElements(text).elements[index]?.line).toBe(2 + before.reduce((sum, n) => sum + n, 0))
      }),
    )
  })
})

test('lengths are code points', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
      for (const text of [a, b, '\ud800', '\udc00\ud800\udc00', '👍🏽']) {
        expect(codePoints(text)).toBe([...text].length)
      }
    }),
  )
})

describe('plain figures', () => {
  test('0 and 1.5 are draws, no preference is left out, what is no preference too', async () => {
    const preferences = [0, 1.5, 2, 1.25, null, 3]
    expect(await value(preferences, 'win_rate')).toBe(((0.5 + 0.5 + 1 + 0.25) / 4) * 100)
    expect(await value(preferences, 'discrete_win_rate')).toBe(50)
    const counts = ['n_wins', 'n_wins_base', 'n_draws', 'n_total', 'avg_length']
    expect(await Promise.all(counts.map((name) => value(preferences, name)))).toEqual([1, 1, 2, 4, 5])
  })
  test('a win rate and that of the other side add up to 100', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2 }), (chances) => {
        const [ours, theirs] = [chances, chances.map((x) => 1 - x)].map((given) => winRates(given)[0]!)
        expect(ours!.value + theirs!.value).toBeCloseTo(100, 9)
        expect(ours!.standardError).toBeCloseTo(theirs!.standardError!, 9)
      }),
    )
  })
})

test('empty cells of the table are no figures', () => {
  const csv = ',win_rate,lc_standard_error\nA,1.5,\nB,2.5,0.1\n'
  expect(parseLeaderboard(csv).map(({ subject, cells }) => [subject, cells.length])).toEqual([
    ['A', 1],
    ['B', 2],
  ])
})
