import { expect, test } from 'vitest'
import { sizes } from './line.ts'
import { lines } from './lines.ts'
import { readResults, resultOf } from './results.ts'

const results = readResults()

test('the file has every line, with every size', () => {
  const withoutValues = (result: (typeof results)[number]) => ({ ...result, values: [] })
  expect(results.map(withoutValues)).toEqual(lines.map((line) => resultOf(line, [])))
  for (const { values } of results) expect(values).toHaveLength(sizes.length)
})

test.each(results)('$question, $method: keeps its promise', ({ values, atMost = Infinity, atLeast = 0 }) => {
  for (const value of values) {
    expect(value).toBeLessThanOrEqual(atMost)
    expect(value).toBeGreaterThanOrEqual(atLeast)
  }
})

test('the promises are those of the documentation', () => {
  const promised = (words: RegExp) =>
    results
      .filter(({ question }) => words.test(question))
      .flatMap(({ atMost, atLeast }) => atMost ?? atLeast ?? [])
  expect(promised(/^(?:share|rate).*(?:truth equal|the same$)/)).toEqual([0.05, 0.05])
  expect(promised(/missed|the same, r on 500/)).toEqual([0.21, 0.21, 0.21])
  expect(promised(/no worse/)).toEqual([0.05, 0.05])
  expect(promised(/covers/)).toEqual([0.95, 0.95, 0.94])
})

const exact = lines.flatMap((line, i) =>
  line.by === 'exact sum' ? [{ ...line, recorded: results[i]! }] : [],
)
test.each(exact)('$question, $method: at n = 100 it is what the file has', ({ at, recorded }) => {
  expect(at(sizes[0])).toBeCloseTo(recorded.values[0]!, 5)
})

test('the methods that are not taken err more often than is promised', () => {
  const worst = (words: string, method: string) =>
    Math.max(...results.find((r) => r.question.includes(words) && r.method === method)!.values)
  for (const method of ['t', 'Tango'])
    expect(worst('paired rights: "no worse"', method)).toBeGreaterThan(0.05)
  expect(worst('rate of 2 %', 'Wald')).toBeGreaterThan(0.05)
  expect(worst('paired means: "no worse"', 't')).toBeGreaterThan(0.05)
})
