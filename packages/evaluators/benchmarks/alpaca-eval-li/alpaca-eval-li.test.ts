import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testAnyRows, testJudgeBenchmark } from '../../src/testing/index.ts'
import { benchmark } from './benchmark.ts'
import { liftTable6 } from './leaderboard.ts'
import { lengthInstructed, statedLimit } from './limits.ts'
import { lengthInstructedWins, outputLengths } from './variants.ts'
import { wordCount } from './word-count.ts'

testJudgeBenchmark(benchmark, () => ({
  rows: ['Hi', 'Hi there to you'].map((output) => ({
    instruction: lengthInstructed(`Greet: ${output}`, 2),
    output,
    output_1: 'Good day',
    output_2: output,
    preference: 1.75,
  })),
  asArray: true,
}))
testAnyRows(benchmark, ['instruction', 'output_1', 'output_2', 'output', 'preference', 'max_len'], {
  asArray: true,
})

// What NLTK's word_tokenize makes of each, less the tokens that occur in string.punctuation.
describe('words', () => {
  test.each([
    ['', 0],
    ['Hello, world!', 2],
    ["I can't do it, cannot I?", 8],
    ['They said "no".', 5],
    ['Wait... what', 3],
    ['$3.50 -- or 5%', 4],
    ["the dogs' bowls and Jim's", 6],
    ['e.g. this. And that.', 4],
    ["I'm gonna", 4],
    ['(one) [two] {three}', 3],
    ["'twas", 2],
    [" 'twas night", 3],
  ])('of %j are %d', (text, words) => {
    expect(wordCount(text)).toBe(words)
  })
  test('of plain words are as many as there are', () => {
    const plain = fc.array(fc.stringMatching(/^[b-h]{2,6}$/))
    fc.assert(
      fc.property(plain, (words) => {
        expect(wordCount(words.join(' \n'))).toBe(words.length)
      }),
    )
  })
  test('of long and crooked texts are counted at once', () => {
    for (const part of ['. ', ' ', "'", '"', '`', '.', "n't ", ':,', '\n', "' ", 'can', '.)', '\ud800']) {
      expect(wordCount(`x.${part.repeat(100_000)}y`)).toBeGreaterThan(0)
    }
  })
})

test('a limit is read out of the instruction that states it', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat({ max: 999_999 }), (instruction, maxWords) => {
      expect(statedLimit(lengthInstructed(instruction, maxWords))).toEqual({ instruction, maxWords })
    }),
  )
  expect(statedLimit('Write 5 words or less.')).toEqual({ instruction: 'Write 5 words or less.' })
})

const noAsset = () => Promise.reject(new Error('every row states its limit'))
const fileOf = (rows: readonly object[]) => ({
  bytes: new TextEncoder().encode(JSON.stringify(rows)),
  name: 'annotations.json',
})
const valueIn = (
  score: { readonly measurements: readonly { name: string; value: number }[] },
  metric: string,
) => score.measurements.find(({ name }) => name === metric)?.value

test('an output over its limit loses, whatever the judge said', async () => {
  const row = (output: string, preference: number | null) => ({
    instruction: lengthInstructed(`Greet: ${output} ${preference}`, 2),
    output_1: 'Hi',
    output_2: output,
    preference,
  })
  const rows = [row('Hello there', 2), row('Hello there, you', 2), row('Hello', null), row('Hi to you', null)]
  const score = await lengthInstructedWins.measure(fileOf(rows), noAsset)
  expect(valueIn(score, 'win_rate')).toBeCloseTo(100 / 3, 12)
  expect(valueIn(score, 'violation_rate')).toBe(50)
  expect(valueIn(score, 'mean_words')).toBe((2 + 3 + 1 + 3) / 4)
  expect(score.scores.map(({ score }) => score)).toEqual([1, 0, 0])
})

test('outputs alone have lengths, by the limit that their row states', async () => {
  const rows = [
    { instruction: 'Greet me.', output: 'Hello there', max_len: 1 },
    { instruction: 'Greet.', output: 'Hello there', max_len: 2 },
    { instruction: 'Greet.', output: 'Hello', max_len: 2 },
    { instruction: 'Part.', output: 'Bye', max_len: -1 },
    { instruction: 'Go.', output: 'Bye', max_len: '5' },
    { output: 'Hello' },
  ]
  const score = await outputLengths.measure(fileOf(rows), noAsset)
  expect(valueIn(score, 'violation_rate')).toBe(50)
  expect(valueIn(score, 'win_rate')).toBeUndefined()
  expect(score.broken.map(({ reason }) => reason)).toEqual([
    'its instruction was judged in an earlier row',
    'its max_len is -1, which is no number of words',
    'its max_len is "5", which is no number of words',
    'it lacks a text for instruction or output',
  ])
  expect(score.notes.join(' ')).toContain('2 rows of 805')
})

test('a file without one limit is refused, not measured as nothing', async () => {
  const none = () => Promise.resolve(new TextEncoder().encode('[{"instruction": "Other.", "output": "x"}]'))
  const rows = [{ instruction: 'Mine.', output: 'x', output_1: 'y', output_2: 'x', preference: 1 }]
  for (const variant of [lengthInstructedWins, outputLengths]) {
    await expect(variant.measure(fileOf(rows), none)).rejects.toThrow(/annotations\.json: no row has/)
  }
})

// One output of 805 is 0.1242 points, and half of the last printed digit is 0.05; eight words of 805 are 0.01, and that
// half is 0.5. A bound that is drawn wider or narrower moves one of these.
test.each([
  ['violation_rate', 49.7, 0.174, true],
  ['violation_rate', 49.7, -0.174, true],
  ['violation_rate', 49.7, 0.175, false],
  ['mean_words', 303, 0.509, true],
  ['mean_words', 303, 0.511, false],
  ['mean_words', 303, -1, false],
  ['win_rate', 50, 0.001, false],
])('a %s of %d that differs by %d has a known cause, fitted to it: %s', (metric, published, by, isKnown) => {
  const figure = {
    subject: 'Mistral Large (24/02)',
    metric,
    published,
    measured: published + by,
    standIns: [],
  }
  const cause = liftTable6.whyDifferent!(figure)
  if (isKnown) expect(cause).toMatchObject({ isFitted: true })
  else expect(cause).toBeUndefined()
})
