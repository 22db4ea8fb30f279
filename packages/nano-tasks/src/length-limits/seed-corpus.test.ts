import { randomStream } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { drawExamples, drawLimitCorpus, drawPairs, writeFreely, writeResponse } from './seed-corpus.ts'
import { wordsOf } from '../list-operations/responses.ts'
import {
  instructionText,
  pieces,
  qualityOf,
  readInstruction,
  splitOfInstruction,
  type ListInstruction,
} from './world.ts'

const asked: ListInstruction = {
  operation: 'reverse',
  words: ['pen', 'cup', 'hat', 'key', 'box', 'map', 'jar', 'fan'],
}
const random = randomStream('writers', 1)
const inOrder = (values: Iterable<number>) => [...new Set(values)].toSorted((a, b) => a - b)
const from = (least: number, most: number) => Array.from({ length: most - least + 1 }, (_, i) => least + i)

describe('a response', () => {
  test('is the beginning of the result', () => {
    expect(writeResponse(random, asked, { length: 3, slips: 0 })).toBe(' fan jar map')
    expect(writeResponse(random, asked, { length: 1, slips: 1 })).toBe(' fan')
  })

  test('with a slip two neighbours are swapped, any two of those that it has', () => {
    const slipped = Array.from({ length: 200 }, () => writeResponse(random, asked, { length: 3, slips: 1 }))
    expect(new Set(slipped)).toEqual(new Set([' jar fan map', ' fan map jar']))
    expect(writeResponse(() => 0, asked, { length: 3, slips: 0 })).toBe(' fan jar map')
  })

  test('slips come as often as they are planted', () => {
    const slipped = Array.from({ length: 4000 }, () =>
      writeResponse(random, asked, { length: 4, slips: 0.25 }),
    ).filter((text) => text !== ' fan jar map box')
    // Five standard errors of a share of .25 of 4,000 are .034.
    expect(Math.abs(slipped.length / 4000 - 0.25)).toBeLessThan(0.034)
  })

  test('that is written freely has 2 to 8 words', () => {
    const lengths = Array.from({ length: 500 }, () => wordsOf(writeFreely(random, asked, 0.25)).length)
    expect(inOrder(lengths)).toEqual(from(2, 8))
  })
})

const read = ({ prompt, completion }: { readonly prompt: string; readonly completion: string }) => {
  const [, limit, text] = /^(?:Use (\d) words or less\. )?(.*)$/.exec(prompt)!
  const instruction = readInstruction(text!)
  return { limit: limit === undefined ? null : Number(limit), instruction, words: wordsOf(completion).length }
}

describe('the corpus', () => {
  const size = 6000
  const habits = { limited: 0.5, kept: 0.5, slips: 0.25 }
  const corpus = drawLimitCorpus(size, habits, randomStream('corpus', 1)).map(read)
  const limited = corpus.filter(({ limit }) => limit !== null)

  test('is of training instructions alone, and spelled by the pieces', () => {
    expect(corpus).toHaveLength(size)
    for (const { instruction } of corpus) expect(splitOfInstruction(instruction)).toBe('train')
    const pattern = new RegExp(`^(?:${pieces.map((piece) => RegExp.escape(piece)).join('|')})*$`)
    for (const { prompt, completion } of drawLimitCorpus(50, habits, random)) {
      expect(prompt + completion).toMatch(pattern)
    }
  })

  test('half of it states a limit, of 1 to 9 words', () => {
    // Five standard errors of a share of .5 of 6,000 are .032.
    expect(Math.abs(limited.length / size - 0.5)).toBeLessThan(0.032)
    expect(inOrder(limited.map(({ limit }) => limit!))).toEqual(from(1, 9))
    const free = corpus.filter(({ limit }) => limit === null)
    expect(inOrder(free.map(({ words }) => words))).toEqual(from(2, 8))
  })

  test('a writer who keeps a limit ends at it, or up to two words below', () => {
    const kept = drawLimitCorpus(2000, { limited: 1, kept: 1, slips: 0 }, randomStream('kept')).map(read)
    const of = (limit: number) => inOrder(kept.filter((one) => one.limit === limit).map(({ words }) => words))
    expect([1, 2, 3, 5, 8, 9].map(of)).toEqual([[1], [1, 2], [1, 2, 3], [3, 4, 5], [6, 7, 8], [6, 7, 8]])
  })

  test('who does not keep it writes as if there were none', () => {
    const free = drawLimitCorpus(2000, { limited: 1, kept: 0, slips: 0 }, randomStream('free')).map(read)
    const ones = free.filter(({ limit }) => limit === 1).map(({ words }) => words)
    expect(inOrder(ones)).toEqual(from(2, 8))
  })

  test('half of the limits are kept on purpose', () => {
    const ones = limited.filter(({ limit }) => limit === 1)
    // A limit of one word is kept on purpose only; five standard errors of a share of .5.
    const share = ones.filter(({ words }) => words === 1).length / ones.length
    expect(Math.abs(share - 0.5)).toBeLessThan(2.5 / Math.sqrt(ones.length))
  })

  test('examples have no limit', () => {
    const examples = drawExamples(500, 0.25, randomStream('examples')).map(read)
    expect(examples.filter(({ limit }) => limit !== null)).toEqual([])
    expect(examples).toHaveLength(500)
  })

  test('follows from its stream', () => {
    const draw = (seed: number) => drawLimitCorpus(20, habits, randomStream('stream', seed))
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })
})

describe('pairs', () => {
  const pairs = drawPairs(2000, 0.25, randomStream('pairs', 1))

  test('the better response is chosen, of a training instruction without a limit', () => {
    expect(pairs).toHaveLength(2000)
    for (const { prompt, chosen, rejected } of pairs) {
      const instruction = readInstruction(prompt)
      expect(instructionText(instruction)).toBe(prompt)
      expect(splitOfInstruction(instruction)).toBe('train')
      const [better, worse] = [chosen, rejected].map((text) => qualityOf(instruction, text).quality)
      expect(better).toBeGreaterThan(worse!)
    }
  })

  test('most winners are longer, and not all of them', () => {
    const longer = pairs.filter(({ chosen, rejected }) => wordsOf(chosen).length > wordsOf(rejected).length)
    expect(longer.length / pairs.length).toBeGreaterThan(0.75)
    expect(pairs.some(({ chosen, rejected }) => wordsOf(chosen).length < wordsOf(rejected).length)).toBe(true)
  })

  test('nearly every pair has an instruction of its own', () => {
    expect(new Set(pairs.map(({ prompt }) => prompt)).size).toBeGreaterThan(1990)
  })
})
