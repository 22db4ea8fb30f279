import { expect, test } from 'vitest'
import { arrows } from './arrows.ts'
import { inferProject } from './infer-project.ts'

const commands = (folder: Parameters<typeof inferProject>[0]) =>
  Object.fromEntries(
    Object.entries(inferProject(folder).targets ?? {}).map(([target, { command }]) => [target, command]),
  )

test('a room has its tests, and replays its benchmarks', () => {
  const files = ['gsm8k/benchmark.ts', 'src/index.ts', 'src/x.test.ts', 'zeroeval/answer.ts']
  expect(commands({ root: 'packages/evaluators', files })).toEqual({
    test: 'node packages/cli/src/main.ts test packages/evaluators',
    replay: 'node packages/cli/src/main.ts replay gsm8k',
  })
  expect(inferProject({ root: 'packages/evaluators', files }).tags).toEqual(['room:evaluators'])
})

test('a paper is replayed and checked', () => {
  expect(commands({ root: 'reproductions/scpo', files: ['paper.ts', 'recipe.ts'] })).toEqual({
    replay: 'node packages/cli/src/main.ts replay scpo',
    check: 'node packages/cli/src/main.ts check scpo',
  })
})

test('a benchmark is timed each time it is asked for', () => {
  const { targets } = inferProject({ root: 'experiments/speed', files: ['bench.ts'] })
  expect(targets?.['bench']).toMatchObject({ cache: false, parallelism: false })
})

test('arrows have no cycle', () => {
  const visit = (room: string, path: readonly string[]): void => {
    expect(path).not.toContain(room)
    for (const next of arrows[room] ?? []) visit(next, [...path, room])
  }
  for (const room of Object.keys(arrows)) visit(room, [])
})
