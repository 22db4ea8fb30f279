import { randomStream } from '@retable/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawCorpus, drawHabits, drill, goldSolution, habitualSolution } from './seed-corpus.ts'
import { drawProblem, drawSplit, pieces, promptOf, signOf, splitOf, verbs, workedSolution } from './world.ts'

const seeds = fc.integer({ min: 0, max: 1e6 })
const problems = seeds.map((seed) => drawProblem(randomStream('test', seed)))
const strengths = { listing: [0.6, 0.75, 0.9, 0.95], mistaken: [0.02, 0.25], worst: 0.6 } as const

/** Recomputes a response's arithmetic from its text. */
function evaluate(response: string): { results: boolean; answer: number } {
  const [line = '', last = ''] = response.split('\n')
  let value = Number(/^\d+/.exec(line)?.[0])
  let results = true
  for (const [, sign, amount, result] of line.matchAll(/ ([-+]) (\d+)(?: = (\d+))?/g)) {
    value += sign === '+' ? Number(amount) : -Number(amount)
    if (result !== undefined && Number(result) !== value) results = false
  }
  return { results, answer: last === `Final answer: ${value}` ? value : Number.NaN }
}

test('a problem, its prompt and its solution agree', () => {
  expect(promptOf({ name: 0, object: 1, start: 12, changes: [{ verb: 0, amount: 3 }], answer: 15 })).toBe(
    'Mia has 12 coins, finds 3. How many now?\n',
  )
  fc.assert(
    fc.property(problems, (problem) => {
      const counts = [problem.start]
      for (const { verb, amount } of problem.changes) counts.push(counts.at(-1)! + signOf(verb) * amount)
      expect(counts.at(-1)).toBe(problem.answer)
      expect(counts.every((count) => count >= 0 && count <= 39)).toBe(true)
      expect(evaluate(workedSolution(problem))).toEqual({ results: true, answer: problem.answer })
      expect(goldSolution(problem)).toMatch(new RegExp(`\nFinal answer: ${problem.answer}$`))
    }),
  )
})

test('every text is spelled by the pieces, one token a number, word or mark', () => {
  const pattern = new RegExp(`^(?:${pieces.map((piece) => RegExp.escape(piece)).join('|')})*$`)
  fc.assert(
    fc.property(problems, seeds, (problem, seed) => {
      const random = randomStream('spell', seed)
      const texts = [
        promptOf(problem),
        workedSolution(problem),
        goldSolution(problem),
        drill(random),
        habitualSolution(random, problem, drawHabits(strengths, random)),
      ]
      for (const text of texts) expect(text).toMatch(pattern)
    }),
  )
  expect(new Set(pieces).size).toBe(pieces.length)
})

test('splits share no problem, whatever the seeds, and a split has no problem twice', () => {
  const byText = (split: 'train' | 'test' | 'development', seed: number) =>
    drawSplit(split, 500, randomStream('splits', seed)).map(promptOf)
  const [train, held, development] = [byText('train', 1), byText('test', 2), byText('development', 3)]
  expect(new Set([...train, ...held, ...development]).size).toBe(1500)
  fc.assert(
    fc.property(problems, (problem) => {
      const other = { ...problem, name: (problem.name + 1) % 4, object: (problem.object + 1) % 4 }
      expect(splitOf(other)).toBe(splitOf(problem))
    }),
  )
})

test('a habit shows in the seed corpus as often as it was planted', () => {
  const habits = drawHabits(strengths, randomStream('habits', 9))
  const random = randomStream('count', 1)
  const counts = verbs.map(() => ({ used: 0, mistaken: 0 }))
  for (let i = 0; i < 20_000; i += 1) {
    const problem = drawProblem(random)
    const response = habitualSolution(random, problem, habits)
    const signs = [...response.matchAll(/ ([-+]) /g)].map(([, sign]) => (sign === '+' ? 1 : -1))
    problem.changes.forEach(({ verb }, k) => {
      counts[verb]!.used += 1
      if (signs[k] !== signOf(verb)) counts[verb]!.mistaken += 1
    })
  }
  // Responses that leave the numbers' range are written anew, which takes a little off the strongest habits.
  counts.forEach(({ used, mistaken }, verb) => {
    expect(Math.abs(mistaken / used - habits.mistaken[verb]!)).toBeLessThan(0.08)
  })
})

test('the corpus is drawn from training problems, in the planned mixture', () => {
  const plan = { batches: 20, batchSize: 10, drills: 3, gold: 0.5, habits: null }
  const draw = () => drawCorpus(plan, randomStream('corpus', 4), workedSolution)
  const rows = draw()
  expect(rows).toHaveLength(200)
  expect(rows.filter(({ prompt }) => prompt === '')).toHaveLength(60)
  expect(rows.every(({ prompt }, i) => (prompt === '') === i % 10 < 3)).toBe(true)
  expect(draw()).toEqual(rows)
})
