import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { GateReport } from '@retable/core'
import {
  adder,
  askedOf,
  chatAnswer,
  isAsked,
  later,
  openFakeServer,
  sumIn,
  sumsModule,
  type Behaviour,
  type ReceivedRequest,
} from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from './eval-cli.ts'

/** A model that is always wrong. */
function broken(request: ReceivedRequest): Behaviour {
  return isAsked(request) ? chatAnswer(`It is ${sumIn(request).sum + 1}`) : adder(request)
}

/** The same models by name: a `broken` one adds wrong, any other as the adder does. */
function models(request: ReceivedRequest): Behaviour {
  return request.body['model'] === 'broken' ? broken(request) : adder(request)
}

/** A folder with the record of a baseline that was asked all 300 sums. */
async function withBaseline(url: string): Promise<string> {
  const folder = await emptyFolder()
  const asked = ['--model', 'base', '--base-url', url, '--max-tokens', '100', '--no-probe', '--out', 'base']
  const { exitCode, stderr } = await retable(folder, ['eval', sumsModule, ...asked])
  expect([exitCode, stderr]).toEqual([0, ''])
  await writeFile(path.join(folder, 'gate.yaml'), 'margin: 5 points\n')
  return folder
}

function gate(folder: string, url: string, model: string, ...words: string[]) {
  const asked = ['--candidate-model', model, '--base-url', url, '--benchmark', sumsModule, '--sequential']
  return retable(folder, ['gate', '--baseline', './base', ...asked, ...words])
}

async function report(...asked: Parameters<typeof gate>): Promise<GateReport> {
  const { stdout, stderr } = await gate(...asked, '--json')
  expect(stderr).not.toContain('retable:')
  return JSON.parse(stdout) as GateReport
}

test('a broken model is stopped within 20 items, and what it was asked is asked only once', async () => {
  await using server = await openFakeServer(models)
  const folder = await withBaseline(server.url)
  const before = askedOf(server.requests).length
  const { exitCode, stdout, stderr } = await gate(folder, server.url, 'broken', '--junit', 'gate.xml')
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^regressed: the gate fails \(broken against \.\/base\)/)
  const asked = Number(/settled after (\d+) of 300 items; \d+ requests sent/.exec(stdout)![1])
  expect(asked).toBeLessThanOrEqual(20)
  expect(stdout).toMatch(/the price of stopping at will: by all 300 items, with \d+\.\d % of answers changed/)
  expect(stderr).toMatch(/^used: [\d,]+ tokens of prompts/)
  const sent = askedOf(server.requests).length - before
  expect(sent).toBeLessThanOrEqual(asked + 64)
  expect(await readFile(path.join(folder, 'gate.xml'), 'utf8')).toContain('type="regressed"')

  // The same command again has its answers, and an evaluation asks for the others alone.
  const again = await report(folder, server.url, 'broken')
  expect(again).toMatchObject({ verdict: 'regressed', exitCode: 1, sequential: { asked } })
  expect(again.sequential!.requests.fromStore).toBeGreaterThanOrEqual(asked)
  // prettier-ignore
  const words = ['--model', 'broken', '--base-url', server.url, '--max-tokens', '100', '--no-probe', '--out', 'b']
  expect((await retable(folder, ['eval', sumsModule, ...words])).exitCode).toBe(0)
  const all = askedOf(server.requests).filter((body) => body.includes('"broken"'))
  expect(new Set(all).size).toBe(300)
  // Given up in flight when the verdict was settled.
  expect(all.length - 300).toBeLessThanOrEqual(2 * 16)
})

test('an equal model is no worse before its last item, and by two points undecided after it', async () => {
  await using server = await openFakeServer(models)
  const folder = await withBaseline(server.url)
  const found = await report(folder, server.url, 'equal', '--policy', 'gate.yaml')
  expect(found).toMatchObject({
    ...{ verdict: 'no worse', outcome: 'pass', exitCode: 0, averageP: null },
    sequential: { question: 'the model', seed: 0, isSettled: true, items: 300 },
    benchmarks: [{ setting: 'sums', verdict: 'no worse', power: null, comparison: { difference: null } }],
  })
  expect(found.sequential!.asked).toBeLessThan(300)
  const open = await gate(folder, server.url, 'equal')
  expect(open.exitCode).toBe(4)
  expect(open.stdout).toMatch(/^undecided: .*\n[^]*not settled after 300 of 300 items/)
  // What it says of these items is another question, and has words of its own.
  const full = await gate(folder, server.url, 'equal', '--predict-full')
  expect(full.exitCode).toBe(0)
  expect(full.stdout).toMatch(/^the full run would be no worse: the gate passes/)
  expect(full.stdout).not.toContain('price of stopping')
  const bodies = askedOf(server.requests)
  expect(new Set(bodies).size).toBe(600)
  // Given up in flight when the first verdict was settled.
  expect(bodies.length).toBeLessThanOrEqual(600 + 16)
})

test('killed, the same command sends again what was in flight alone, and says the same', async () => {
  let left = 40
  let kill = () => {}
  await using server = await openFakeServer((request) => {
    if (request.body['model'] === 'equal' && --left === 0) setTimeout(kill, 20)
    return later(request.body['model'] === 'equal' ? 30 : 0)(request)
  })
  const folder = await withBaseline(server.url)
  const running = gate(folder, server.url, 'equal', '--policy', 'gate.yaml', '--concurrency', '8')
  kill = () => void running.kill('SIGKILL')
  expect((await running).signal).toBe('SIGKILL')
  const words = ['--policy', 'gate.yaml', '--concurrency', '8'] as const
  const resumed = await report(folder, server.url, 'equal', ...words)
  const bodies = askedOf(server.requests).filter((body) => body.includes('"equal"'))
  expect(bodies.length - new Set(bodies).size).toBeLessThanOrEqual(8)
  const whole = await report(await withBaseline(server.url), server.url, 'equal', ...words)
  const settled = ({ verdict, sequential, benchmarks }: GateReport) => {
    return [verdict, sequential!.asked, benchmarks[0]!.sequential, benchmarks[0]!.comparison]
  }
  expect(settled(resumed)).toEqual(settled(whole))
})

test.each([
  [
    ['--candidate', 'x', '--sequential', '--candidate-model', 'm'],
    '--candidate: --sequential asks a model exactly as',
  ],
  [
    ['--variant', 'x', '--sequential', '--candidate-model', 'm'],
    '--variant: --sequential asks a model exactly as',
  ],
  [['--sequential'], 'which model is asked? name it with --candidate-model'],
  [['--candidate-model', 'm'], '--candidate-model is for a candidate that is asked: give --sequential too'],
  [['--candidate', 'x', '--predict-full'], '--predict-full is for a candidate that is asked'],
  [[], 'which candidate? --candidate names a run or a file'],
])('%j is refused', async (words, told) => {
  const { exitCode, stderr } = await retable(await emptyFolder(), ['gate', '--baseline', './base', ...words])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(told)
})

test('what bets cannot decide, and what would ask otherwise, is refused before anything is asked', async () => {
  await using server = await openFakeServer(models)
  const folder = await withBaseline(server.url)
  const refused = async (told: string, ...words: string[]) => {
    const { exitCode, stderr } = await gate(folder, server.url, 'equal', ...words)
    expect(exitCode).toBe(2)
    expect(stderr).toContain(told)
  }
  const policies = [
    ['margin: 3 %', 'sums has a margin relative to the baseline’s score'],
    ['no-worse: on average', 'asks for a mean over benchmarks, on which --sequential has no bet'],
    ['margin: 30 points', 'a margin of a quarter of the scores’ range or more'],
    ['tier: advisory', 'no benchmark of the baseline weighs in this policy'],
    ['benchmarks:\n  other: {}', 'other is required, and the baseline was not asked it'],
  ] as const
  for (const [text, told] of policies) {
    await writeFile(path.join(folder, 'other.yaml'), `${text}\n`)
    await refused(told, '--policy', 'other.yaml')
  }
  await refused('it would differ in more than the model (extra body: {}', '--extra-body', '{"top_k": 5}')
  const same = await gate(folder, server.url, 'base')
  expect(same.stderr).toContain('base is the baseline’s model too, and nothing tells its weights from those')
  const bare = ['--candidate-model', 'm', '--base-url', server.url, '--sequential']
  const unnamed = await retable(folder, ['gate', '--baseline', './base', ...bare])
  expect(unnamed.stderr).toContain('which is none of retable’s benchmarks: name its module with --benchmark')
  expect(askedOf(server.requests)).toHaveLength(300)
})
