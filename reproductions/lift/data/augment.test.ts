import { randomStream, type PreferencePair } from '@retable/core'
import { lengthInstructed } from '@retable/evaluators'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { farApart, pairsWithLimits, textsWithLimits } from './augment.ts'

/** A text of so many plain words; each `mark` makes another text. */
const text = (words: number, mark = 'a') => Array(words).fill(mark).join(' ')
const pair = (won: number, lost: number): PreferencePair => ({
  prompt: 'Name rivers.',
  chosen: text(won, 'win'),
  rejected: text(lost, 'lose'),
})
const options = { template: lengthInstructed, margin: 10 }
const least = () => 0
const most = () => 1 - 2 ** -32
const limited = (limit: number) =>
  `Answer the following instruction using ${limit} words or less.\n\nName rivers.`

// arXiv 2406.17744, section 4: the filter and the two rules, worked by hand.
describe('the filter', () => {
  test('keeps pairs that differ by the least number of words, whichever is longer', () => {
    const pairs = [pair(20, 10), pair(10, 20), pair(20, 11), pair(11, 20), pair(20, 20), pair(50, 20)]
    expect(farApart(pairs, 10)).toEqual([pair(20, 10), pair(10, 20), pair(50, 20)])
    expect(farApart(pairs, 9)).toEqual([pair(20, 10), pair(10, 20), pair(20, 11), pair(11, 20), pair(50, 20)])
  })

  test('drops equal lengths with any least difference above 0', () => {
    expect(farApart([pair(5, 5)], 1)).toEqual([])
    expect(farApart([pair(5, 5)], 0)).toEqual([pair(5, 5)])
  })

  test('counts words as the paper does: punctuation is none', () => {
    const dotted = { prompt: 'p', chosen: 'one . . . . !', rejected: 'one two' }
    expect(farApart([dotted], 1)).toEqual([dotted])
    expect(farApart([dotted], 2)).toEqual([])
  })
})

describe('pairs with limits', () => {
  test('a longer winner keeps the first, and loses the second', () => {
    const { chosen, rejected } = pair(30, 12)
    expect(pairsWithLimits([pair(30, 12)], options, least)).toEqual([
      { prompt: limited(40), chosen, rejected },
      { prompt: limited(12), chosen: rejected, rejected: chosen },
    ])
    expect(pairsWithLimits([pair(30, 12)], options, most)[1]!.prompt).toBe(limited(29))
  })

  test('a shorter winner keeps both', () => {
    const { chosen, rejected } = pair(12, 30)
    expect(pairsWithLimits([pair(12, 30)], options, least)).toEqual([
      { prompt: limited(40), chosen, rejected },
      { prompt: limited(12), chosen, rejected },
    ])
    expect(pairsWithLimits([pair(12, 30)], options, most)[1]!.prompt).toBe(limited(29))
  })

  test('the margin is the one that is asked for', () => {
    const [kept] = pairsWithLimits([pair(3, 7)], { ...options, margin: 1 }, least)
    expect(kept!.prompt).toBe(limited(8))
  })

  test('a tight limit takes every value of its range, each as often', () => {
    const random = randomStream('limits', 1)
    const drawn = Array.from({ length: 4000 }, () => {
      const [, tight] = pairsWithLimits([pair(6, 2)], options, random)
      return Number(/\d+/.exec(tight!.prompt)![0])
    })
    const counts = [2, 3, 4, 5].map((limit) => drawn.filter((one) => one === limit).length)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(4000)
    // Five standard errors of a share of .25 of 4,000 are 137.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(137)
  })

  test('no limit lies between equal lengths: such a pair gives no example', () => {
    expect(pairsWithLimits([pair(12, 12), pair(12, 13)], options, least)).toHaveLength(2)
    expect(pairsWithLimits([pair(0, 0)], options, least)).toEqual([])
  })

  test('an empty response has 0 words: a limit may be 0', () => {
    const [, tight] = pairsWithLimits([pair(1, 0)], options, most)
    expect(tight).toEqual({ prompt: limited(0), chosen: '', rejected: 'win' })
  })

  test('each keeps its limit and only the shorter keeps the tight one', () => {
    const lengths = fc.integer({ min: 0, max: 60 })
    fc.assert(
      fc.property(fc.array(fc.tuple(lengths, lengths)), fc.integer({ min: 0, max: 1e6 }), (all, seed) => {
        const pairs = farApart(
          all.map(([won, lost]) => pair(won, lost)),
          10,
        )
        const made = pairsWithLimits(pairs, options, randomStream('any', seed))
        expect(made).toHaveLength(2 * pairs.length)
        made.forEach(({ prompt, chosen, rejected }, i) => {
          const limit = Number(/\d+/.exec(prompt)![0])
          const [won, lost] = [chosen, rejected].map((one) => (one === '' ? 0 : one.split(' ').length))
          expect(won).toBeLessThanOrEqual(limit)
          if (i % 2 === 0) expect(limit).toBe(Math.max(won!, lost!) + 10)
          else expect(lost).toBeGreaterThan(limit)
          expect(new Set([chosen, rejected])).toEqual(
            new Set([pairs[Math.floor(i / 2)]!.chosen, pairs[Math.floor(i / 2)]!.rejected]),
          )
        })
      }),
    )
  })

  // Section 5.1: of 2,977 pairs 1,894 have a longer winner; two examples each are 5,954.
  test('the paper’s own counts', () => {
    const pairs = [
      ...Array<PreferencePair>(1894).fill(pair(25, 12)),
      ...Array<PreferencePair>(1083).fill(pair(12, 25)),
    ]
    const made = pairsWithLimits(farApart(pairs, 10), options, randomStream('counts'))
    expect(made).toHaveLength(5954)
    expect(made.filter(({ chosen }) => chosen.startsWith('lose'))).toHaveLength(1894)
  })
})

test('an example for SFT gets a limit that it keeps, by the margin', () => {
  expect(textsWithLimits([{ prompt: 'Name rivers.', completion: 'Rhine, Main.' }], options)).toEqual([
    { prompt: limited(12), completion: 'Rhine, Main.' },
  ])
})
