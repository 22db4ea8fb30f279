import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Comparison } from '@retable/core'
import { expect, test } from 'vitest'
import { retable, versionsFolder, writeOutputs } from './testing-versions.ts'

async function compared(folder: string, ...words: string[]): Promise<Comparison[]> {
  const { stdout, stderr, exitCode } = await retable(folder, 'compare', ...words, '--json')
  expect(exitCode, stderr).toBe(0)
  return JSON.parse(stdout) as Comparison[]
}

const own = ['--benchmark', './mine.ts']

test('the paired difference of rights and wrongs, with McNemar’s exact p', async () => {
  const folder = await versionsFolder()
  // 10 fell and 25 rose of 500.
  await writeOutputs(folder, 'a.jsonl', [['right', 310], ['wrong', 25], ['wrong', 165]]) // prettier-ignore
  await writeOutputs(folder, 'b.jsonl', [['wrong', 10], ['right', 325], ['wrong', 165]]) // prettier-ignore
  const [{ benchmarks }] = (await compared(folder, 'a.jsonl', 'b.jsonl', ...own)) as [Comparison]
  expect(benchmarks).toMatchObject([
    {
      ...{ better: 25, worse: 10, baseline: 0.62, candidate: 0.65, meanSquaredDifference: 0.07 },
      items: { paired: 500, baselineAlone: 0, candidateAlone: 0 },
      // statsmodels.stats.contingency_tables.mcnemar(exact=True)
      difference: { effect: expect.closeTo(0.03, 12), p: expect.closeTo(0.016673848, 9), n: 500 },
      ...{ adjustedP: expect.closeTo(0.016673848, 9), unanswered: null },
    },
  ])
  expect(benchmarks[0]!.flips).toHaveLength(35)
})

test('unpaired items are counted; several candidates are one family for Holm', async () => {
  const folder = await versionsFolder()
  await writeOutputs(folder, 'a.jsonl', [['right', 100], ['absent', 3]]) // prettier-ignore
  await writeOutputs(folder, 'b.jsonl', [['wrong', 6], ['right', 92], ['absent', 2], ['right', 3]]) // prettier-ignore
  await writeOutputs(folder, 'c.jsonl', [['wrong', 7], ['right', 93]]) // prettier-ignore
  const [b, c] = await compared(folder, 'a.jsonl', 'b.jsonl', 'c.jsonl', ...own)
  expect(b!.benchmarks[0]).toMatchObject({
    items: { paired: 98, baselineAlone: 2, candidateAlone: 3 },
    difference: { p: expect.closeTo(0.03125, 9) },
    // The larger of two, as it is; the smaller twice.
    adjustedP: expect.closeTo(0.03125, 9),
  })
  expect(c!.benchmarks[0]).toMatchObject({
    difference: { p: expect.closeTo(0.015625, 9) },
    adjustedP: expect.closeTo(0.03125, 9),
  })
  const { stdout } = await retable(folder, 'compare', 'a.jsonl', 'b.jsonl', 'c.jsonl', ...own)
  expect(stdout).toContain(
    'left out: 2 items that only the baseline has, 3 items that only the candidate has',
  )
})

test('a change of format is told from a loss of skill', async () => {
  const folder = await versionsFolder()
  await writeOutputs(folder, 'a.jsonl', [['right', 200]]) // prettier-ignore
  await writeOutputs(folder, 'b.jsonl', [['none', 30], ['wrong', 2], ['right', 168]]) // prettier-ignore
  const [{ benchmarks }] = (await compared(folder, 'a.jsonl', 'b.jsonl', ...own)) as [Comparison]
  expect(benchmarks[0]!.unanswered).toMatchObject({
    ...{ baseline: 0, candidate: 0.15, worseForFormat: 30, betterForFormat: 0 },
    // Two of 170 fell: p of the sign test.
    ofAnswered: { effect: expect.closeTo(-2 / 170, 12), p: expect.closeTo(0.5, 9), n: 170 },
  })
  const { stdout } = await retable(
    folder,
    'compare',
    'a.jsonl',
    'b.jsonl',
    ...own,
    '--show',
    'flips',
    '--show-first',
    '1',
  )
  expect(stdout).toContain(
    '30 of the 32 that fell changed with whether an answer was found, which may be format and no skill',
  )
  expect(stdout).toMatch(
    /item-0: 100.0 % → 0.0 %, right is "yes"\n {4}baseline: {2}"yes" {2}yes\n {4}candidate: no answer/,
  )
})

test('several samples of an item are one unit, and NeMo’s rewards are taken as they stand', async () => {
  const folder = await versionsFolder()
  const write = (name: string, rewards: readonly (readonly number[])[]) =>
    writeFile(
      path.join(folder, name),
      rewards
        .flatMap((of, problem_idx) =>
          of.map((reward, repeat) => {
            const metadata = { category: problem_idx % 2 === 0 ? 'even' : 'odd' }
            return `${JSON.stringify({ problem_idx, reward, repeat, extracted_answer: String(reward), metadata })}\n`
          }),
        )
        .join(''),
    )
  await write(
    'a.jsonl',
    Array.from({ length: 20 }, (_, i) => (i < 3 ? [1, 1, 0, 0] : [0, 0, 0, 0])),
  )
  await write(
    'b.jsonl',
    Array.from({ length: 20 }, (_, i) => (i < 2 ? [1, 1, 1, 0] : i === 2 ? [1, 0, 0, 0] : [0, 0, 0, 0])),
  )
  const [{ benchmarks }] = (await compared(folder, 'a.jsonl', 'b.jsonl', '--benchmark', 'theirs')) as [
    Comparison,
  ]
  expect(benchmarks).toMatchObject([
    {
      ...{ setting: 'theirs', better: 2, worse: 1, samples: { least: 4, most: 4 } },
      difference: { effect: expect.closeTo(0.25 / 20, 12), n: 20 },
      categories: [
        { category: 'even', paired: 10, better: 1, worse: 1 },
        { category: 'odd', paired: 10, better: 1, worse: 0 },
      ],
    },
  ])
})

test('what cannot be compared says why, and what to do', async () => {
  const folder = await versionsFolder()
  await writeOutputs(folder, 'a.jsonl', [['right', 5]])
  await writeOutputs(folder, 'b.jsonl', [['absent', 5], ['right', 5]]) // prettier-ignore
  const failure = async (...words: string[]) => {
    const { exitCode, stderr } = await retable(folder, 'compare', ...words)
    expect(exitCode).toBe(2)
    return stderr
  }
  expect(await failure('a.jsonl', 'b.jsonl', ...own)).toContain('share no item')
  expect(await failure('a.jsonl', 'b.jsonl')).toContain(
    'a.jsonl: nothing in it says which benchmark its outputs answer; name it with --benchmark',
  )
  expect(await failure('a.jsonl', 'nowhere', ...own)).toContain('there is no finished run "nowhere"')
  await writeFile(path.join(folder, 'n.jsonl'), '{"problem_idx":0,"reward":1}\n{"problem_idx":1}\n')
  expect(await failure('n.jsonl', 'n.jsonl')).toContain('n.jsonl:2: is no result')
})

test('rows that a scoring lost speak against it, in a record as in the file', async () => {
  const folder = await versionsFolder()
  await writeOutputs(folder, 'a.jsonl', [['right', 50]])
  const broken = `${await readFile(path.join(folder, 'a.jsonl'), 'utf8')}{"id":"item-50"}\n`
  await writeFile(path.join(folder, 'b.jsonl'), broken)
  const scored = await retable(folder, 'score', './mine.ts', 'b.jsonl', '--out', 'b', '--max-broken', '5')
  expect(scored.exitCode, scored.stderr).toBe(0)
  for (const candidate of ['b.jsonl', './b']) {
    const [{ benchmarks }] = (await compared(folder, 'a.jsonl', candidate, ...own)) as [Comparison]
    expect(benchmarks[0]!.doubts).toEqual(['candidate: 1 of 51 rows could not be scored'])
  }
})
