import { expect, test } from 'vitest'
import { gridOf } from './grid.ts'
import { methods } from './line.ts'
import { lines } from './lines.ts'
import { readResults, resultOf } from './results.ts'
import { brokenStops, sequentialDiscordances, sequentialRows } from './sequential-rows.ts'
import { sizes } from './truths.ts'

const results = readResults()

test('the file has every line, row and benchmark, with every value', () => {
  const withoutValues = <T extends { readonly values: readonly number[] }>(result: T) => ({
    ...result,
    values: [],
  })
  expect(results.lines.map(withoutValues)).toEqual(lines.map((line) => resultOf(line, [])))
  for (const { values } of results.lines) expect(values).toHaveLength(sizes.length)
  expect(results.sequential.map(withoutValues)).toEqual(sequentialRows.map((row) => resultOf(row, [])))
  for (const { values } of results.sequential) expect(values).toHaveLength(sequentialDiscordances.length)
  expect(new Set(results.grid.map(({ n }) => n))).toEqual(new Set(sizes))
})

test.each([...results.lines, ...results.sequential])('$question: keeps its promise', ({ values, atMost }) => {
  for (const value of values) {
    if (atMost !== undefined) expect(value).toBeLessThanOrEqual(atMost)
  }
})

test('each verdict is promised to err in at most 5 %, alone, in a suite and one after another', () => {
  const promised = [...results.lines, ...results.sequential].filter(({ atMost }) => atMost !== undefined)
  expect(promised.map(({ atMost }) => atMost)).toEqual(Array(11).fill(0.05))
})

const exact = lines.flatMap((line, i) =>
  line.by === 'exact sum' ? [{ ...line, recorded: results.lines[i]! }] : [],
)
test.each(exact)('$question, $method: on the fewest items it is what the file has', ({ at, recorded }) => {
  expect(at(sizes[0])).toBeCloseTo(recorded.values[0]!, 5)
})

test('so are one of the drawn ones of each kind', () => {
  const drawn = ['equal, 10 %', 'rare losses', 'seven equal, 10 % discordant: mean'].flatMap((words) =>
    lines.flatMap((line, i) =>
      line.question.includes(words) && line.by !== 'exact sum' ? [{ line, recorded: results.lines[i]! }] : [],
    ),
  )
  expect(drawn.length).toBeGreaterThan(1)
  for (const { line, recorded } of drawn) expect(line.at(sizes[0])).toBeCloseTo(recorded.values[0]!, 5)
  expect({ points: 90, ...brokenStops(90) }).toEqual(results.broken[1])
  expect(gridOf([sizes[0]])).toEqual(results.grid.filter(({ n }) => n === sizes[0]))
})

const valuesOf = (words: string, method: string) =>
  results.lines.find((line) => line.question.includes(words) && line.method.startsWith(method))!.values

test('what the other rules lack', () => {
  // A plain threshold says of half of those at the margin that they regress, and of half that they do not.
  expect(Math.min(...valuesOf('worse by the margin: said to regress', methods.threshold))).toBeGreaterThan(
    0.4,
  )
  // An interval for each of seven, without a correction.
  expect(Math.min(...valuesOf('seven, each worse by the margin: any', methods.released))).toBeGreaterThan(0.1)
  // No margin.
  expect(valuesOf('worse by the margin: said to regress', methods.unpaired)[3]).toBeGreaterThan(0.5)
})

test('a drop of three margins at 15 %: half the items of a fixed number with 95 % power', () => {
  const row = results.sequential.find(({ question }) => question.includes('fixed number, 95 %'))!
  expect(row.values[sequentialDiscordances.indexOf(0.15)]).toBeLessThan(0.5)
  for (const { median } of results.broken) expect(median).toBeLessThanOrEqual(20)
})
