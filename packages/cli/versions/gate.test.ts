import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { GateReport } from '@retable/core'
import { beforeAll, expect, test } from 'vitest'
import { retable, versionsFolder, writeOutputs } from './testing-versions.ts'

let folder: string
beforeAll(async () => {
  folder = await versionsFolder()
  await writeOutputs(folder, 'base.jsonl', [['right', 900], ['wrong', 100]]) // prettier-ignore
  await writeOutputs(folder, 'same.jsonl', [['wrong', 3], ['right', 900], ['wrong', 97]]) // prettier-ignore
  await writeOutputs(folder, 'worse.jsonl', [['wrong', 60], ['right', 840], ['wrong', 100]]) // prettier-ignore
  await writeOutputs(folder, 'open.jsonl', [['wrong', 45], ['right', 880], ['wrong', 75]]) // prettier-ignore
  await writeOutputs(folder, 'mute.jsonl', [['none', 20], ['right', 900], ['wrong', 80]]) // prettier-ignore
})

function gate(candidate: string, ...words: string[]) {
  const files = ['--baseline', 'base.jsonl', '--candidate', candidate]
  return retable(folder, 'gate', ...files, '--benchmark', './mine.ts', ...words)
}

async function report(candidate: string, ...words: string[]): Promise<GateReport> {
  const { stdout, stderr } = await gate(candidate, ...words, '--json')
  expect(stderr).not.toContain('retable:')
  return JSON.parse(stdout) as GateReport
}

async function policy(text: string): Promise<string> {
  await writeFile(path.join(folder, 'gate.yaml'), text)
  return 'gate.yaml'
}

test.each([
  ['same.jsonl', 'no worse', 'pass', 0],
  ['worse.jsonl', 'regressed', 'fail', 1],
  ['open.jsonl', 'undecided', 'fail', 4],
] as const)('%s is %s', async (candidate, verdict, outcome, exitCode) => {
  const { exitCode: code, stdout } = await gate(candidate)
  expect(code).toBe(exitCode)
  expect(stdout).toMatch(new RegExp(`^${verdict}: the gate ${outcome === 'pass' ? 'passes' : 'fails'} `))
  expect(await report(candidate)).toMatchObject({
    verdict,
    outcome,
    exitCode,
    benchmarks: [{ verdict, tier: 'critical' }],
  })
})

test('an undecided gate says what would decide it, and does as its policy says', async () => {
  const { stdout } = await gate('open.jsonl')
  expect(stdout).toMatch(
    /with 1,000 items and \d+\.\d % of answers changed a drop of \d\.\d points is called a regression/,
  )
  expect(stdout).toMatch(/undecided: [\d,]+ items would prove equal versions no worse in 80 % of such runs/)
  for (const [undecided, code] of [
    ['pass', 0],
    ['warn', 0],
    ['fail', 4],
  ] as const) {
    // prettier-ignore
    const { exitCode, stderr } = await gate('open.jsonl', '--policy', await policy(`undecided: ${undecided}\n`))
    expect(exitCode).toBe(code)
    expect(stderr.includes('warning: not proved no worse: mine')).toBe(undecided === 'warn')
  }
  expect((await gate('worse.jsonl', '--policy', await policy('undecided: pass\n'))).exitCode).toBe(1)
})

test('measured noise tells how many samples help', async () => {
  await writeOutputs(folder, 'again.jsonl', [['wrong', 20], ['right', 900], ['wrong', 80]]) // prettier-ignore
  const files = ['base.jsonl', 'again.jsonl', '--benchmark', './mine.ts', '--out', 'noise.json']
  expect((await retable(folder, 'noise', ...files)).exitCode).toBe(0)
  // 40 of 1,000 items flip: the 7.0 % that changed are 3.0 % and a quarter of 4.0 % with four samples.
  const { benchmarks } = await report('open.jsonl', '--noise', 'noise.json')
  const { power, comparison } = benchmarks[0]!
  expect(comparison.noise!.flips).toBeCloseTo(0.04, 12)
  expect(power!.discordance).toBeCloseTo(0.07, 12)
  // About 6.18 · .04 / .02² + 2 / .02.
  const { samples, items } = power!.withSamples!
  expect([samples, Math.round(items / 100)]).toEqual([4, 7])
  expect(items).toBeLessThan(power!.itemsForNoWorse!)
  const { stdout } = await gate('open.jsonl', '--noise', 'noise.json')
  expect(stdout).toContain(`with 4 samples an item ${items} items would, as its noise is`)
})

test('margins, tiers and limits', async () => {
  const of = async (text: string, candidate = 'worse.jsonl') =>
    report(candidate, '--policy', await policy(text))
  expect(await of('margin: 10 points')).toMatchObject({ verdict: 'no worse', exitCode: 0 })
  // 60 of 900 are 6.7 % of the baseline.
  expect(await of('margin: 12 %')).toMatchObject({
    verdict: 'no worse',
    benchmarks: [{ margin: { value: 0.12, isRelative: true } }],
  })
  expect(await of('margin: 3 %')).toMatchObject({ verdict: 'regressed' })
  expect(await of('tier: advisory')).toMatchObject({
    verdict: 'undecided',
    benchmarks: [{ verdict: 'regressed', adjusted: null }],
  })
  expect(await of('tier: supporting')).toMatchObject({ verdict: 'regressed', exitCode: 1 })
  // What falls is better where lower is.
  expect(await of('lower-is-better: true')).toMatchObject({ verdict: 'no worse' })
  expect(await of('unanswered: 1 %', 'mute.jsonl')).toMatchObject({
    ...{ outcome: 'fail', exitCode: 1 },
    benchmarks: [{ beyondLimits: ['without an answer: 2.0 %, and the policy allows 1 %'] }],
  })
  expect(await of('benchmarks:\n  other: {}\n', 'same.jsonl')).toMatchObject({
    ...{ verdict: 'undecided', outcome: 'fail', exitCode: 4 },
    reasons: expect.arrayContaining(['other is required, and not both sides have it']),
  })
})

test.each([
  ['margin: 0', 'gate.yaml:1: "margin" is a drop above 0'],
  ['undecided: maybe', 'gate.yaml:1: "undecided" is one of: pass, warn, fail'],
  [
    'benchmarks:\n  mine:\n    tier: important\n',
    'gate.yaml:3: "tier" is one of: critical, supporting, advisory',
  ],
  ['\nmargins: 2', 'gate.yaml:2: a policy has no "margins"; it can have: '],
  ['- 1', 'gate.yaml:1: a policy is a mapping'],
  ['constructor: 3', 'gate.yaml:1: a policy has no "constructor"'],
  ['margin: 2\nmargin: 3', 'gate.yaml:2: Map keys must be unique'],
  ['margin: -1', 'gate.yaml:1: "margin" is a drop above 0'],
  ['a: b: c', 'gate.yaml:1: '],
])('a faulty policy is told with its line: %s', async (text, told) => {
  const { exitCode, stderr } = await gate('same.jsonl', '--policy', await policy(text))
  expect(exitCode).toBe(2)
  expect(stderr).toContain(told)
})

test('a policy may repeat a value by its anchor, and name a benchmark anything; one that is not used is told', async () => {
  const text = 'margin: &m 12 points\nbenchmarks:\n  mine: { margin: *m }\n  __proto__: { tier: advisory }\n'
  const { benchmarks, reasons } = await report('worse.jsonl', '--policy', await policy(text))
  expect(benchmarks[0]!.margin.value).toBeCloseTo(0.12, 12)
  expect(reasons).toContain('the policy has __proto__, and not both sides have it')
})

test('a report that cannot be written does not hide the verdict', async () => {
  const { stdout, stderr, exitCode } = await gate('worse.jsonl', '--junit', 'nowhere/gate.xml')
  expect([exitCode, stdout.startsWith('regressed'), stderr.includes('cannot be written')]).toEqual([
    3,
    true,
    true,
  ])
})

test('a policy has a record of a scoring by its benchmark', async () => {
  for (const name of ['base', 'same']) {
    const words = ['score', './mine.ts', `${name}.jsonl`, '--out', `of-${name}`]
    expect((await retable(folder, ...words)).exitCode).toBe(0)
  }
  const words = ['--baseline', 'of-base', '--candidate', 'of-same', '--json']
  const text = 'margin: 1 point\nbenchmarks:\n  mine: { margin: 3 points }\n'
  const { stdout, stderr } = await retable(folder, 'gate', ...words, '--policy', await policy(text))
  expect(JSON.parse(stdout), stderr).toMatchObject({
    verdict: 'no worse',
    benchmarks: [{ margin: { value: expect.closeTo(0.03, 12) } }],
  })
})

test('a limit on what is not known is not kept to', async () => {
  await writeFile(path.join(folder, 'n.jsonl'), '{"problem_idx":0,"reward":1}\n')
  const words = [
    '--baseline',
    'n.jsonl',
    '--candidate',
    'n.jsonl',
    '--policy',
    await policy('unanswered: 7 %'),
  ]
  expect((await retable(folder, 'gate', ...words, '--junit', 'gate.xml')).stdout).toContain(
    'the share without an answer is not known, and the policy has a limit for it',
  )
  expect(await readFile(path.join(folder, 'gate.xml'), 'utf8')).toContain('type="beyond a limit"')
})

test('reports for CI: JUnit’s XML and Markdown with both answers, in which texts of models are harmless', async () => {
  const evil = '<script>&"\u001b[31m|`'
  const rows = await readFile(path.join(folder, 'worse.jsonl'), 'utf8')
  await writeFile(path.join(folder, 'evil.jsonl'), rows.replaceAll('"no"', JSON.stringify(evil)))
  const { exitCode } = await gate('evil.jsonl', '--junit', 'gate.xml', '--markdown', 'gate.md')
  expect(exitCode).toBe(1)
  const xml = await readFile(path.join(folder, 'gate.xml'), 'utf8')
  expect(xml).toContain('<testsuite name="retable gate" tests="2" failures="2" skipped="0">')
  expect(xml).toContain(
    '<testcase classname="retable.gate" name="mine"><failure message="regressed (critical, margin 2 points): -6.0 ',
  )
  const markdown = await readFile(path.join(folder, 'gate.md'), 'utf8')
  expect(markdown).toContain('| mine | item-0 | 100.0 % → 0.0 % | yes | yes: yes |')
  expect(markdown).not.toContain('<script>')
  expect(markdown).not.toContain('\u001b')
})
