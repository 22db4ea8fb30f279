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

test('a paper is replayed and checked where it has what that takes', () => {
  expect(commands({ root: 'reproductions/scpo', files: ['paper.ts'] })).toEqual({})
  const record = 'node packages/cli/src/main.ts run scpo --record'
  const renew = 'node packages/harness/generate/paper-facts.ts scpo --write'
  expect(commands({ root: 'reproductions/scpo', files: ['recipe.ts'] })).toEqual({ record })
  expect(commands({ root: 'reproductions/scpo', files: ['replay.ts', 'relations.ts'] })).toEqual({
    record: renew,
    replay: 'node packages/cli/src/main.ts replay scpo',
    check: 'node packages/cli/src/main.ts check scpo',
  })
  expect(commands({ root: 'reproductions/scpo', files: ['recipe.ts', 'replay.ts'] })).toMatchObject({
    record: `${record} && ${renew}`,
  })
})

test('only tests that need nothing from outside are cached, and on all that the test runner imports', () => {
  const of = (file: string) => inferProject({ root: 'packages/x', files: [file] }).targets?.['test']
  expect(of('a.test.ts')?.cache).toBe(true)
  expect(of('a.golden.test.ts')?.cache).toBe(false)
  expect(of('a.parity.test.ts')?.cache).toBe(false)
  const inputs = JSON.stringify(of('a.test.ts')?.inputs)
  for (const name of ['^default', '@retable/cli', '@retable/harness', '@retable/runtimes']) {
    expect(inputs).toContain(`"${name}"`)
  }
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
