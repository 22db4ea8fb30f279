import { describe, expect, test } from 'vitest'
import { testBenchmark } from '../../src/testing/index.ts'
import { aggregate } from '../../measure/aggregate.ts'
import { benchmark } from './benchmark.ts'
import { itemOf } from './dataset.ts'
import { parsePuzzle } from './parse-puzzle.ts'
import { solve } from './solve.ts'
import { zeroEval } from './variants/zeroeval.ts'

const table = { 'House 1': { Name: 'Bob', Pet: 'dog' }, 'House 2': { Name: 'Eric', Pet: 'cat' } }
const gold = JSON.stringify(table)
const puzzle = [
  'There are 2 houses, numbered 1 to 2 from left to right, as seen from across the street.',
  ' - Each person has a unique name: `Eric`, `Bob`',
  ' - Each person has a unique type of pet: `cat`, `dog`',
  '',
  '## Clues:',
  '1. The person who owns a dog is Bob.',
  '2. The person who has a cat is not in the first house.',
].join('\n')

testBenchmark(benchmark, {
  golds: [gold],
  ids: ['lgp-test-5x6-16', 'test/lgp-test-2x2-0', 'lgp-test-6x6-39'],
})

const grade = (output: string) => zeroEval.grade(output, { gold })
const answer = (solution: unknown) => JSON.stringify({ reasoning: 'thus', solution })
const right = answer(table)

// Each case is a trap of ZeroEval's rule; right cells, and whether there is an answer.
describe('zeroeval', () => {
  test.each([
    ['the table', right, 4, true],
    ['a fence and words around it', `Here:\n\`\`\`json\n${right}\n\`\`\`\nDone.`, 4, true],
    ['an earlier object', `{"solution": {}} ${right}`, 4, true],
    ['a stray closing brace before', `} ${right}`, 4, true],
    ['a later object takes its place', `${right} {"confidence": 0.9}`, 0, false],
    ['a later object that is no JSON does so too', `${right} {sure}`, 0, false],
    ['an opening brace after it is never closed', `${right} {`, 4, true],
    ['an opening brace before it hides it', `{ ${right}`, 0, false],
    ['cut off', right.slice(0, -1), 0, false],
    ['single quotes', right.replaceAll('"', "'"), 0, false],
    ['a brace inside the reasoning', right.replace('thus', '}'), 0, false],
    ['a newline inside a value goes', right.replace('Bob', 'B\nob'), 4, true],
    ['no solution', '{"reasoning": "thus"}', 0, false],
    ['a null solution', '{"solution": null}', 0, false],
    ['an empty solution is an answer', '{"solution": {}}', 0, true],
    ['case and spaces', right.replace('Bob', ' BOB '), 4, true],
    ['an inner space counts', right.replace('Bob', 'B ob'), 3, true],
    ['house keys are case-sensitive', right.replaceAll('House', 'house'), 0, true],
    ['a null cell', right.replace('"Bob"', 'null'), 3, true],
    ['an empty cell', right.replace('Bob', ''), 3, true],
    ['a list counts by its first', right.replace('"Bob"', '["Bob", "Eric"]'), 4, true],
    ['an empty list', right.replace('"Bob"', '[]'), 3, true],
    ['a number', right.replace('"Bob"', '1'), 3, true],
    ['a missing house', answer({ 'House 2': table['House 2'] }), 2, true],
    ['further columns and houses', answer({ ...table, 'House 3': {} }), 4, true],
    ['a list of houses', answer([table]), 0, true],
  ])('%s', (_name, output, cells, isAnswer) => {
    const { extracted, score, measures } = grade(output)
    expect(measures).toMatchObject({ correct_cells: cells, cells: 4 })
    expect(score).toBe(cells === 4 ? 1 : 0)
    expect(extracted !== null).toBe(isAnswer)
  })

  test('the reasoning is measured in code points, where there is an answer', () => {
    expect(grade(right.replace('thus', 'a😀b')).measures?.['reasoning_length']).toBe(3)
    expect(grade('{"solution": {}}').measures?.['reasoning_length']).toBe(0)
    expect(grade('{"reasoning": "thus"}').measures).not.toHaveProperty('reasoning_length')
  })

  test('outputs vote alike if their cells agree', () => {
    const { extracted } = grade(
      answer({ extra: 1, 'House 2': table['House 2'], 'House 1': { Name: ' bob', Pet: 'Dog' } }),
    )
    expect(extracted).toBe(grade(right).extracted)
  })
})

test('cells and groups are aggregated; a group without puzzles has no figure', () => {
  const half = grade(right.replace('Bob', 'Eve').replace('dog', 'eel'))
  const metrics = aggregate(
    new Map([
      ['a', [grade(right)]],
      ['b', [half]],
      ['c', [grade('')]],
    ]),
    zeroEval,
  )
  const found = Object.fromEntries(metrics.map((metric) => [metric.name, metric]))
  expect(found['cell_accuracy']).toMatchObject({ value: 0.5, n: 3, unit: 'fraction' })
  // Cells of one puzzle stand or fall together: right cells 4, 2, 0 of 4 leave a standard error of 1 / (2 sqrt 3).
  expect(found['cell_accuracy']?.standardError).toBeCloseTo(0.5 / Math.sqrt(3), 12)
  expect(found['easy_accuracy']?.value).toBeCloseTo(1 / 3, 12)
  expect(found['small_accuracy']?.n).toBe(3)
  expect(Object.keys(found)).not.toContain('hard_accuracy')
})

test('golds are read from tables, answers and grids, and a blanked one is refused', () => {
  const grid = {
    header: ['House', 'Name', 'Pet'],
    rows: [
      ['1', 'Bob', 'dog'],
      ['2', 'Eric', 'cat'],
    ],
  }
  for (const given of [table, { solution: table }, grid])
    expect(benchmark.readGold(JSON.stringify(given))).toBe(gold)
  const blanked = { ...grid, rows: grid.rows.map((row) => row.map(() => '___')) }
  for (const given of [JSON.stringify(blanked), '[]', '{}', 'Bob']) {
    expect(() => benchmark.readGold(given)).toThrow(SyntaxError)
  }
  expect(itemOf({ id: 'x', puzzle, solution: grid })).toEqual(itemOf({ id: 'x', puzzle, solution: blanked }))
})

test('the prompt holds the puzzle and a blank for every cell', () => {
  const text = benchmark.prompts[0]!.render({ id: 'x', question: puzzle, gold })
  expect(text).toContain(puzzle)
  const blanks = text.slice(text.lastIndexOf('{\n    "reasoning"'))
  expect(JSON.parse(blanks)).toEqual({
    reasoning: '___',
    solution: { 'House 1': { Name: '___', Pet: '___' }, 'House 2': { Name: '___', Pet: '___' } },
  })
})

test("the prompt's worked puzzle is solved as it says", () => {
  const text = benchmark.prompts[0]!.render({ id: 'x', question: puzzle, gold })
  const [worked = '', rest = ''] = text.replace('# A solved puzzle', '').split('The answer:')
  const { solution } = JSON.parse(rest.slice(0, rest.indexOf('# Your puzzle'))) as { solution: object }
  expect(solve(parsePuzzle(worked.trim()))).toEqual([solution])
})
