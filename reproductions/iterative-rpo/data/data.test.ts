import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import path from 'node:path'
import { randomStream, type Item } from '@retable/core'
import { describe, expect, test } from 'vitest'
import { arcDevelopment, arcTasks } from './arc.ts'
import { goldSolution, gsm8kTasks } from './gsm8k.ts'
import { mathTasks, shownExamples } from './math.ts'
import { taskOf } from './task-source.ts'

const random = randomStream('unused')

/** A pinned file of the mirror. */
function mirrored(sha256: string): Uint8Array {
  const mirror = process.env['RETABLE_MIRROR']
  if (!mirror) throw new Error('RETABLE_MIRROR names no mirror of pinned files')
  return gunzipSync(readFileSync(path.join(mirror, sha256.slice(0, 2), `${sha256}.gz`)))
}

// Sizes: Cobbe et al., arXiv 2110.14168; Clark et al., arXiv 1803.05457, table 1; Hendrycks et al., arXiv 2103.03874.
test('each benchmark has its own training problems and tests', () => {
  const sizes = [gsm8kTasks, arcTasks, mathTasks].map(({ training, test: tested }) => [
    training.size,
    tested.size,
  ])
  expect(sizes).toEqual([
    [7473, 1319],
    [1119 + 2251, 1172],
    // One of 7,500 is not in the pinned copy, and four are shown.
    [7500 - 1 - 4, 5000],
  ])
  expect(arcDevelopment.size).toBe(299)
})

test('no file is both learnt from and tested on, but for the examples that MATH shows', () => {
  const names = (source: { readonly files?: readonly { readonly sha256: string }[] }) =>
    (source.files ?? []).map(({ sha256 }) => sha256)
  for (const { training, test: tested } of [gsm8kTasks, arcTasks]) {
    expect(names(training).filter((file) => names(tested).includes(file))).toEqual([])
    expect(names(training).filter((file) => names(arcDevelopment).includes(file))).toEqual([])
  }
  expect(names(mathTasks.test).slice(0, 1)).toEqual(names(mathTasks.training))
})

describe('GSM8K', () => {
  const train = gsm8kTasks.training.files![0]!

  test('every training problem is asked, and its gold solution is right by the rule of the reward', async () => {
    const tasks = await gsm8kTasks.training.make(random, [mirrored(train.sha256)])
    expect(tasks).toHaveLength(gsm8kTasks.training.size)
    for (const { prompt, gold, solution } of tasks) {
      expect(gsm8kTasks.variant.grade(solution, { gold }).score, solution).toBe(1)
      expect(solution).not.toMatch(/<<|####/)
      expect(prompt).toMatch(/Solution:$/)
    }
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length)
  })

  test('a gold solution has no calculator marks, and ends as the prompt asks', () => {
    const item: Item = {
      id: 'x',
      question: 'q',
      gold: '72',
      solution: '48/2=<<48/2=24>>24 clips.\nIn all 72.\n#### 72',
    }
    expect(goldSolution(item)).toBe('48/2=24 clips.\nIn all 72.\nFinal answer: 72')
  })
})

test('ARC: a question has its choices and no solution; the files come one after the other', async () => {
  const item: Item = { id: 'train/x', question: 'Which?', gold: 'B', choices: ['one', 'two'] }
  const task = taskOf(item, { prompt: (one) => one.question })
  expect(task).toEqual({ id: 'train/x', prompt: 'Which?', gold: 'B', solution: '' })
  const tested = await arcTasks.test.make(random, [mirrored(arcTasks.test.files![0]!.sha256)])
  expect(tested).toHaveLength(1172)
  expect(tested[0]!.prompt).toMatch(/\(A\) .*\n\(B\) [^]*Solution:$/)
  expect(arcTasks.variant.grade('Final answer: (C)', { gold: 'C' }).score).toBe(1)
})

describe('MATH', () => {
  const row = (i: number, more: object = {}) => ({
    ...{ problem: `Problem number ${i}?`, solution: `It is $\\boxed{${i}}$.` },
    ...{ subject: 'Algebra', unique_id: `train/algebra/${i}.json`, ...more },
  })
  const rows = Array.from({ length: 20 }, (_, i) => row(i))
  const bytes = (of: readonly object[]) =>
    new TextEncoder().encode(of.map((one) => JSON.stringify(one)).join('\n'))

  test('four training problems are shown in every prompt, always the same, and are not trained on', async () => {
    const tasks = await mathTasks.training.make(random, [bytes(rows)])
    expect(tasks).toHaveLength(rows.length - 4)
    const examples = rows.filter(({ problem }) => tasks.every(({ prompt }) => prompt.includes(problem)))
    expect(examples).toHaveLength(4)
    expect(tasks.map(({ gold }) => gold)).not.toContain(examples[0]!.problem.replace(/\D/g, ''))
    for (const { prompt } of tasks) {
      for (const { solution } of examples) expect(prompt).toContain(solution)
      expect(prompt).toMatch(/Solution:$/)
    }
    const tested = await mathTasks.test.make(random, [
      bytes(rows),
      bytes([{ problem: 'A test?', solution: '$\\boxed{1}$', type: 'Algebra' }]),
    ])
    expect(tested.map(({ gold }) => gold)).toEqual(['1'])
    for (const { problem } of examples) expect(tested[0]!.prompt).toContain(problem)
    for (const { solution, gold } of tasks) expect(mathTasks.variant.grade(solution, { gold }).score).toBe(1)
  })

  test('what is shown is short', () => {
    const long = (i: number): Item => ({ id: `${i}`, question: 'q', gold: '1', solution: 'x'.repeat(501) })
    const items = [
      ...Array.from({ length: 10 }, (_, i) => long(i)),
      ...Array.from({ length: 5 }, (_, i) => ({ ...long(i + 10), solution: 's' })),
    ]
    const shown = shownExamples(items)
    expect(shown.map(({ solution }) => solution)).toEqual(['s', 's', 's', 's'])
    expect(shownExamples(items)).toEqual(shown)
  })

  test('a response ends before it makes up another problem', () => {
    expect(mathTasks.stop).toEqual(['Problem:'])
  })
})
