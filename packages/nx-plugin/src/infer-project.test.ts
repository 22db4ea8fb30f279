import { globSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { arrows } from './arrows.ts'
import { inferProject } from './infer-project.ts'
import { knownTargets } from './seconds.ts'

const root = path.resolve(import.meta.dirname, '../../..')

const suites = ['test', 'test:golden', 'test:parity', 'test:containers', 'test:slurm']
const gate = ['typecheck', 'lint', 'format', 'generated', 'quick', 'remake', ...suites]
/** Of these, each file is a target too. */
const byFile = suites.slice(2)
const isGate = (target: string) =>
  gate.includes(target) || byFile.some((suite) => target.startsWith(`${suite}:`))

const targetsOf = (root: string, files: readonly string[], isRecorded = false) =>
  inferProject({ root, files, isRecorded }).targets

/** The commands of what is not the gate's. */
const commands = (root: string, files: readonly string[]) =>
  Object.fromEntries(
    Object.entries(targetsOf(root, files))
      .filter(([target]) => !isGate(target))
      .map(([target, { command }]) => [target, command]),
  )

test('a room replays its benchmarks, wherever their folders stand', () => {
  const replay = 'node packages/cli/src/main.ts replay gsm8k'
  for (const file of ['gsm8k/benchmark.ts', 'benchmarks/gsm8k/benchmark.ts']) {
    expect(commands('packages/evaluators', [file, 'src/index.ts', 'a/b/benchmark.ts'])).toEqual({ replay })
  }
  expect(inferProject({ root: 'packages/evaluators', files: [], isRecorded: false }).tags).toEqual([
    'room:evaluators',
  ])
})

test('a paper is replayed and checked where it has what that takes', () => {
  expect(commands('reproductions/scpo', ['paper.ts'])).toEqual({})
  const record = 'node packages/cli/src/main.ts run scpo --record'
  const renew = 'node packages/cli/generate/paper-facts.ts scpo --write'
  const plan = 'node packages/cli/src/main.ts plan scpo'
  const run = 'node packages/cli/src/main.ts run scpo'
  expect(commands('reproductions/scpo', ['recipe.ts'])).toEqual({ plan, run, record })
  expect(commands('reproductions/scpo', ['replay.ts', 'relations.ts'])).toEqual({
    record: renew,
    replay: 'node packages/cli/src/main.ts replay scpo',
    check: 'node packages/cli/src/main.ts check scpo',
  })
  expect(commands('reproductions/scpo', ['recipe.ts', 'replay.ts'])).toMatchObject({
    record: `${record} && ${renew}`,
  })
})

test('the gate has a target for each kind of what a project holds, cached with its outcome', () => {
  const of = (files: readonly string[], isRecorded = false) =>
    Object.keys(targetsOf('reproductions/x', files, isRecorded)).filter(isGate)
  const always = ['typecheck', 'lint', 'format']
  expect(of([])).toEqual(always)
  expect(of(['a.test.ts'])).toEqual([...always, 'test'])
  expect(of(['deep/a.golden.test.ts'])).toEqual([...always, 'test:golden'])
  expect(of(['a.parity.test.ts', 'b.test.ts'])).toEqual([...always, 'test', 'test:parity:a', 'test:parity'])
  expect(of(['a.containers.test.ts'])).toEqual([...always, 'test:containers:a', 'test:containers'])
  expect(of(['deep/a.slurm.test.ts', 'a.containers.slurm.nightly.test.ts'])).toEqual([
    ...always,
    'test:slurm:deep-a',
    'test:slurm',
  ])
  expect(of(['setup.nano.test.ts'])).toEqual([...always, 'test'])
  expect(of(['generate/x.ts'])).toEqual([...always, 'generated'])
  expect(of([], true)).toEqual([...always, 'remake'])
  expect(of(['recipe.ts'])).toEqual([...always, 'quick'])
  for (const [target, { cache, command, dependsOn, executor, options, outputs }] of Object.entries(
    targetsOf('packages/x', ['generate/x.ts', 'a.test.ts', 'a.golden.test.ts', 'a.parity.test.ts'], true),
  )) {
    if (!isGate(target)) continue
    if (target === 'test:parity') {
      // Of each file, and this stands for them all.
      expect([executor, dependsOn]).toEqual(['nx:noop', ['test:parity:a']])
      continue
    }
    expect([target, cache]).toEqual([target, true])
    // Checks that load their tools once for several projects go by an executor.
    const isShared = target === 'lint' || target === 'format'
    expect([command, executor, options]).toEqual(
      isShared
        ? [undefined, '@retable/nx-plugin:check', { check: target, project: 'packages/x' }]
        : [`node packages/cli/src/main.ts test packages/x --only ${target}`, undefined, undefined],
    )
    expect(outputs).toContain(
      `{workspaceRoot}/.retable/outcomes/packages/x/${target.replaceAll(':', '-')}.json`,
    )
  }
})

test('what reads published files is cached with their hash, and no unit test is', () => {
  const targets = targetsOf('packages/x', [
    'generate/x.ts',
    'a.test.ts',
    'a.golden.test.ts',
    'a.parity.test.ts',
  ])
  const readers = Object.keys(targets).filter((target) => targets[target]?.inputs?.includes('published'))
  expect(readers).toEqual(['generated', 'test:golden', 'test:parity:a'])
})

test('a record is made again when a source of what runs it changes, and not when a page or a test does', () => {
  const inputs = targetsOf('reproductions/x', ['recipe.ts'], true)['remake']?.inputs ?? []
  expect(inputs).toContain('{workspaceRoot}/results/x/**/*')
  expect(inputs).toContainEqual({
    projects: expect.arrayContaining(['@retable/nanolm', '@retable/harness', '@retable/cli']),
    input: 'sources',
  })
  expect(inputs).not.toContain('default')
  const dependencies = (isRecorded: boolean) =>
    inferProject({ root: 'reproductions/x', files: ['recipe.ts'], isRecorded }).implicitDependencies
  expect(dependencies(true)).toEqual(['@retable/cli'])
  expect(dependencies(false)).toBeUndefined()
})

test('a benchmark is timed each time it is asked for', () => {
  expect(targetsOf('experiments/speed', ['bench.ts'])['bench']).toMatchObject({
    cache: false,
    parallelism: false,
  })
})

test('what takes too long for every change runs by night, and never by the gate', () => {
  const { mutation, nightly, ...others } = targetsOf('experiments/faults', ['mutate.ts'])
  expect(nightly).toMatchObject({ dependsOn: ['mutation'] })
  expect(mutation).toMatchObject({ command: 'node experiments/faults/mutate.ts', cache: false })
  expect(JSON.stringify(others)).not.toContain('mutate.ts')

  const only = 'node packages/cli/src/main.ts test packages/x --only'
  const files = ['a.slurm.nightly.test.ts', 'a.test.ts']
  expect(targetsOf('packages/x', files, true)).toMatchObject({
    nightly: { dependsOn: ['test:nightly', 'remake:all'] },
    'test:nightly': { command: `${only} test:nightly`, cache: false, parallelism: false },
    'remake:all': { command: `${only} remake:all`, cache: false, parallelism: false },
  })
  expect(targetsOf('packages/x', ['a.test.ts'])['nightly']).toBeUndefined()
  // That of the checkout itself is all of them.
  expect(targetsOf('.', [])['nightly']).toMatchObject({
    dependsOn: [{ projects: ['*', '!retable'], target: 'nightly' }],
  })
})

test('arrows have no cycle', () => {
  const visit = (room: string, path: readonly string[]): void => {
    expect(path).not.toContain(room)
    for (const next of arrows[room] ?? []) visit(next, [...path, room])
  }
  for (const room of Object.keys(arrows)) visit(room, [])
})

test('what is known to take long is there', () => {
  const inside = (project: string) => {
    const cwd = path.join(root, project)
    const isPackage = (entry: string) => entry === 'node_modules' || entry === 'fixtures'
    return globSync('**/*.ts', { cwd, exclude: isPackage })
  }
  const missing = knownTargets.filter(([project, target]) => {
    return targetsOf(project, inside(project), true)[target] === undefined
  })
  expect(missing).toEqual([])
  expect(knownTargets.length).toBeGreaterThan(5)
})
