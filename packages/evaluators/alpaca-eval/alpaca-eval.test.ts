import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testJudgeBenchmark } from '../src/testing.ts'
import { readAnnotations } from './annotations.ts'
import { benchmark } from './benchmark.ts'
import { codePoints } from './code-points.ts'
import { dfGamed, parseGamed } from './gamed-baselines.ts'
import { isSwitched, rankingJudge, weightedJudge } from './judges.ts'
import { parseLeaderboard } from './leaderboard.ts'
import { lineOfElement } from './line-of-element.ts'
import { alpacaEval1, weighted } from './variants.ts'
import { winRates } from './win-rate.ts'

testJudgeBenchmark(benchmark)

const fileOf = (value: unknown) => ({
  bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
  name: 'annotations.json',
})
const pair = (preference: number | null, extra: object = {}) => ({
  instruction: `Do ${preference}`,
  output_1: 'a long answer',
  output_2: 'short',
  generator_1: 'gpt4_1106_preview',
  generator_2: 'mine',
  annotator: 'weighted_alpaca_eval_gpt4_turbo',
  preference,
  ...extra,
})
/** Three instructions' difficulties and the pairs of one gamed baseline, made up. */
const gamed =
  'model,index,std_delta_len,instruction_difficulty,not_gamed_baseline,preference\n' +
  'verbose,0,-1,0,False,0.7\nverbose,1,0.5,-1,False,0.4\nverbose,2,1,2,False,0.6\n'
const readGamed = () => Promise.resolve(new TextEncoder().encode(gamed))
const value = async (preferences: readonly (number | null)[], metric: string) => {
  const { measurements } = await alpacaEval1.measure(fileOf(preferences.map((p) => pair(p))), readGamed)
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
  test('the prompt shows both responses and asks for a label', () => {
    const prompt = weightedJudge.render?.({ instruction: 'Add 1 and 1.', responses: ['two', 'three'] })
    expect(prompt).toMatch(/Add 1 and 1\.[^]*two[^]*three[^]*m or M/)
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
    const { rows } = readAnnotations(fileOf(text))
    expect(rows.map(({ row, preference }) => [row, preference])).toEqual([
      [0, 1.2],
      [1, null],
      [2, 2],
    ])
  })
  test('names broken rows by line', () => {
    const text = `[\n${JSON.stringify(pair(1))},\n{"instruction": "[\\",{"},\n7,\n${JSON.stringify(pair(2))}\n]`
    const { rows, broken } = readAnnotations(fileOf(text))
    expect(rows.map(({ row }) => row)).toEqual([0, 3])
    expect(broken.map(({ line }) => line)).toEqual([3, 4])
  })
  test('without a preference is refused', () => {
    expect(() => readAnnotations(fileOf([pair(null)]))).toThrow(/annotations\.json holds outputs without/)
  })
  test('of two models is refused', () => {
    const mixed = fileOf([pair(1), pair(2, { generator_2: 'yours' })])
    expect(() => readAnnotations(mixed)).toThrow(/annotations\.json mixes.*mine, yours/)
  })
  test('lines of elements are those that JSON.stringify gives', () => {
    const json = fc.jsonValue({ maxDepth: 2 })
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 8 }), fc.nat(), (values, at) => {
        const index = at % values.length
        const before = values.slice(0, index).map((v) => JSON.stringify(v, null, 1).split('\n').length)
        const text = `[\n${values.map((v) => JSON.stringify(v, null, 1)).join(',\n')}\n]`
        expect(lineOfElement(text, index)).toBe(2 + before.reduce((sum, n) => sum + n, 0))
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

describe('length control', () => {
  const measure = (value: unknown, read = readGamed) => weighted.measure(fileOf(value), read)
  test('says when a stand-in took the place of the gamed baselines', async () => {
    const { measurements, notes } = await measure([pair(1.2), pair(1.9), pair(1.1)])
    expect(measurements[0]).toMatchObject({ name: 'lc_win_rate', n: 3 })
    expect(notes.join(' ')).toMatch(/pseudo-labels/)
    expect(dfGamed.standIn?.url).toMatch(/^derived:/)
  })
  test('a model that is its own baseline has 50', async () => {
    const { measurements } = await measure([pair(1.5, { generator_2: 'gpt4_1106_preview' })])
    expect(measurements[0]).toMatchObject({ name: 'lc_win_rate', value: 50 })
  })
  test('a file longer than the evaluation set has a plain win rate only', async () => {
    const { measurements, notes } = await measure(Array.from({ length: 806 }, () => pair(1.2)))
    expect(measurements.map(({ name }) => name)).not.toContain('lc_win_rate')
    expect(notes.join(' ')).toMatch(/806 rows/)
  })
  test('a table without its columns is refused', () => {
    expect(() => parseGamed('a,b\n1,2')).toThrow(/no column index/)
  })
  test('an error that is none of the environment comes through', async () => {
    const failing = () => Promise.reject(new Error('broken disk'))
    await expect(measure([pair(1.2)], failing)).rejects.toThrow('broken disk')
  })
})

test('empty cells of the table are no figures', () => {
  const csv = ',win_rate,lc_standard_error\nA,1.5,\nB,2.5,0.1\n'
  expect(parseLeaderboard(csv).map(({ subject, cells }) => [subject, cells.length])).toEqual([
    ['A', 1],
    ['B', 2],
  ])
})
