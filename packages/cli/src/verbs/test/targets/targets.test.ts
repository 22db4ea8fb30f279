import { expect, test } from 'vitest'
import { kindOf, partOf } from '@retable/core/test-kinds'
import { inPackage, testFilesIn } from '../suites/test-files.ts'
import { plannedTargets } from './planned-targets.ts'
import { nxEnvironment } from './nx-process.ts'
import { isLong, placeOf, targetOf } from './targets.ts'

test('a target’s name is that of its kind, with a file where the kind has one for each', () => {
  expect(targetOf('test')).toEqual({ name: 'test', kind: 'test', part: null })
  expect(targetOf('test:golden')).toMatchObject({ kind: 'test:golden', part: null })
  expect(targetOf('test:parity:evals-a')).toMatchObject({ kind: 'test:parity', part: 'evals-a' })
  expect(targetOf('remake:all')).toMatchObject({ kind: 'remake:all', part: null })
  for (const none of ['test:golden:a', 'build', 'test:parityx']) expect(targetOf(none)).toBeUndefined()
})

test('what only stands for others, and what only the night runs, is no part of the gate', () => {
  const isGate = (name: string) => placeOf(targetOf(name)!) !== undefined
  expect(['test', 'remake', 'test:slurm:a', 'quick'].map(isGate)).toEqual([true, true, true, true])
  expect(['test:slurm', 'test:nightly', 'remake:all'].map(isGate)).toEqual([false, false, false])
})

// Nx reads the whole checkout.
test('every test file belongs to one target of the gate, or to the night', { timeout: 120_000 }, async () => {
  const planned = await plannedTargets(nxEnvironment(), new AbortController().signal)
  const files = await testFilesIn([])
  const kinds = { test: 'unit', 'test:golden': 'golden' } as const
  const owners = files.map((file) =>
    planned.filter(({ project, target: { kind, part } }) => {
      if (!file.startsWith(`${project}/`)) return false
      if (kind === 'test' || kind === 'test:golden') return kindOf(file) === kinds[kind]
      return kind === `test:${kindOf(file)}` && part === partOf(inPackage(file))
    }),
  )
  const wrong = files.filter((file, i) => owners[i]!.length !== (kindOf(file) === 'nightly' ? 0 : 1))
  expect(wrong).toEqual([])
  expect(files.length).toBeGreaterThan(200)
  // What is started without Nx needs nothing that Nx would have made before.
  const long = planned.filter(({ target }) => isLong(target.kind))
  expect(long.length).toBeGreaterThan(10)
  for (const { command } of long)
    expect(command).toMatch(/^node packages\/cli\/src\/main\.ts test \S+ --only \S+$/)
})
