import type { JudgeVariant } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { dfGamed } from './gamed-baselines.ts'
import { parseGamed } from './parse-gamed.ts'
import { fileOf, gamed, pair, readGamed, readWhole } from '../testing-annotations.ts'
import { alpacaEval1, weighted } from '../variants.ts'

describe('length control', () => {
  const measure = (value: unknown, read = readGamed) => weighted.measure(fileOf(value), read)
  test('says when a stand-in took the place of the gamed baselines', async () => {
    const { measurements, notes, standIns } = await measure([pair(1.2), pair(1.9), pair(1.1)])
    // What alpaca_eval prints as a standard error is a figure of its own: no interval is drawn from it.
    expect(measurements[0]).toMatchObject({ name: 'lc_win_rate', n: 3, standardError: null, interval: null })
    expect(measurements[1]).toMatchObject({ name: 'lc_standard_error', unit: 'percent' })
    expect(notes.join(' ')).toMatch(/pseudo-labels/)
    expect(standIns).toEqual([dfGamed.name])
    expect(dfGamed.standIn?.url).toMatch(/^derived:/)
  })
  test('a bound is that of the fits to the file at hand', async () => {
    const bound = async (variant: JudgeVariant, length: number) => {
      const rows = Array.from({ length }, (_, i) =>
        pair(1.2 + ((i * 3) % 7) / 20, { output_2: 'x'.repeat((i * 17) % 40) }),
      )
      const { notes, standIns } = await variant.measure(fileOf(rows), readWhole)
      expect(standIns).toEqual([dfGamed.name])
      return notes.find((note) => note.startsWith('On this file'))
    }
    const [one, other] = [await bound(weighted, 300), await bound(weighted, 400)]
    const sentence =
      /^On this file each C from [\d.]+ to [\d.]+ scores .*moves lc_win_rate by at most 0\.\d{3} points and lc_standard_error by at most 0\.\d{4}\.$/
    expect(one).toMatch(sentence)
    expect(other).toMatch(sentence)
    expect(other).not.toBe(one)
    // The other variant reads the same preferences in the same way.
    expect(await bound(alpacaEval1, 300)).toBe(one)
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
    expect(() => parseGamed(gamed.replace('0.5,-1', '0.5,x'))).toThrow(
      /line 3: instruction_difficulty is "x"/,
    )
    expect(() => parseGamed(gamed.replace('verbose,1', 'verbose,4'))).toThrow(/index is 4/)
  })
  test('an error that is none of the environment comes through', async () => {
    const failing = () => Promise.reject(new Error('broken disk'))
    await expect(measure([pair(1.2)], failing)).rejects.toThrow('broken disk')
  })
})

describe('the order of rows', () => {
  const notesOf = async (instructions: readonly string[]) =>
    (await weighted.measure(fileOf(instructions.map((instruction) => pair(1.2, { instruction }))), readGamed))
      .notes
  test('of the evaluation set is silent', async () => {
    expect((await notesOf(['one', 'two', 'three'])).join(' ')).not.toContain('out of order')
  })
  test('an instruction of one’s own in its place is no disorder', async () => {
    expect((await notesOf(['one', 'own', 'three'])).join(' ')).not.toContain('out of order')
  })
  test.each([
    [
      ['two', 'one', 'three'],
      /row 1 is that of row 2 in AlpacaEval, and 2 rows of 3 stand elsewhere.*bring the rows/,
    ],
    [['one', 'three'], /row 2 is that of row 3 in AlpacaEval, and 1 row of 2 stands elsewhere/],
    [['one', 'own'], /1 instruction is none of AlpacaEval's 3 \(the first in row 2\)/],
  ])('%j is told', async (instructions, note) => {
    expect((await notesOf(instructions)).join(' ')).toMatch(note)
  })
})

describe('rows that a file lacks', () => {
  const fileWithout = (lacking: number) =>
    fileOf(
      Array.from({ length: 805 - lacking }, (_, i) => pair(1 + (i % 3) / 2, { output_2: 'x'.repeat(100) })),
    )
  const measured = async (lacking: number) => {
    const { measurements, notes } = await weighted.measure(fileWithout(lacking), readWhole)
    const { value, n } = measurements.find(({ name }) => name === 'avg_length')!
    return [value, n, notes.join(' ').includes('as outputs without a character')]
  }
  // 100 · 803 / 805 = 99.75; of a part of the set nobody knows what lacks.
  test.each([
    [0, 100, 805, false],
    [2, 99, 805, true],
    [80, 90, 805, true],
    [81, 100, 724, false],
    [700, 100, 105, false],
  ])('%d of them', async (lacking, length, n, isSaid) => {
    expect(await measured(lacking)).toEqual([length, n, isSaid])
  })
})
