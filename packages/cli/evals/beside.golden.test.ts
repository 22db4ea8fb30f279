import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Item } from '@retable/core'
import { findBenchmark, openAssets } from '@retable/harness/benchmarks'
import { chatAnswer, isAsked, openFakeServer, type ReceivedRequest } from '@retable/harness/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { emptyFolder, retable } from './eval-cli.ts'

let items: readonly Item[]
let mirror: string | undefined
beforeAll(async () => {
  const { test: split } = (await findBenchmark('gsm8k')).splits
  mirror = process.env['RETABLE_MIRROR']
  const assets = openAssets({ directory: await emptyFolder(), mirror, acceptedLicences: [] })
  items = await split.parse(await assets.read(split.asset))
})

/** A model that answers the first so many items of GSM8K right, by chat or not, in the form that each prompt wants. */
const knowing = (known: number) => (request: ReceivedRequest) => {
  if (!isAsked(request)) return { kind: 'answer', status: 404, body: {} } as const
  const text = JSON.stringify(request.body)
  const place = items.findIndex(({ question }) => text.includes(JSON.stringify(question).slice(1, -1)))
  const answer = (place < known ? items[place]?.gold : undefined) ?? '-1'
  const usage = { prompt_tokens: Math.ceil(text.length / 4), completion_tokens: 8 }
  const words = `By seed ${String(request.body['seed'])}.\n#### ${answer}\nFinal answer: ${answer}`
  if (request.path.endsWith('/chat/completions')) return chatAnswer(words, { usage })
  const choices = [{ index: 0, text: words, finish_reason: 'stop', logprobs: null }]
  return { kind: 'answer', body: { id: 'c', model: 'm', choices, usage } } as const
}

interface Row {
  readonly cell: string
  readonly measured: string
  readonly verdict: string
  readonly reason: string
}
const verdicts = (rows: readonly Row[]) => new Map(rows.map((row) => [row.cell, row.verdict]))

function ask(folder: string, url: string, ...words: string[]) {
  const asked = ['--model', 'm', '--base-url', url, '--no-probe', '--out', path.join(folder, 'record')]
  return retable(folder, ['eval', ...asked, ...words], mirror === undefined ? {} : { RETABLE_MIRROR: mirror })
}

// 733 of 1,319 are 55.57 %: the paper prints 55.6 for Llama-2-70b-chat, and its interval is ± 3.9 points (scipy).
describe('beside a paper', () => {
  let folder: string
  let shown: string
  beforeAll(async () => {
    folder = await emptyFolder()
    await using server = await openFakeServer(knowing(733))
    const { stdout, exitCode } = await ask(folder, server.url, 'gsm8k', '--beside', 'iterative-rpo')
    expect(exitCode).toBe(0)
    shown = stdout
  })

  test('a model that scores as the base model is reproduced beside it and deviates from what was trained', () => {
    expect(shown).toContain(
      'm beside iterative-rpo (arXiv 2404.19733v3): a verdict says whether it scores as the row’s model did, not that it is that model\n',
    )
    expect(shown).toMatch(
      /\nZero-shot CoT +55\.6 % +55\.6 % +0\.0 +-3\.9 to 3\.9 +reproduced \(would have caught 5\.7 points\)\n/,
    )
    expect(shown).toMatch(
      /\nIterative RPO Iteration 1 +73\.1 % +55\.6 % +-17\.5 +-21\.2 to -13\.8 +deviates\n/,
    )
    expect(shown).toMatch(/\nZero-shot CoT \+ majority voting 32 +70\.7 % +55\.6 % .* not comparable\n/)
    expect(shown).toMatch(/\nIt scores as 2 of 18 cells do\. From cells of its own model at most 5 % deviate/)
    expect(shown).toContain(
      '\nAssumed where the paper leaves it open:\n  wording of the prompt: retable’s own',
    )
  })

  test('the record has the diff, and diff prints it again', async () => {
    const text = await retable(folder, ['diff', './record'])
    expect(text.stdout).toMatch(/^m beside iterative-rpo \(arXiv 2404\.19733v3\): a verdict says whether/)
    const again = await retable(folder, ['diff', './record', '--json'])
    const rows = JSON.parse(again.stdout) as readonly Row[]
    expect(verdicts(rows).get('table-1/zero-shot-cot/test-accuracy')).toBe('reproduced')
    expect(await readFile(path.join(folder, 'record/diff.csv'), 'utf8')).toMatch(/^paper,version,tier,cell,/)
    const gate = await retable(folder, ['diff', './record', '--tolerance-exit'])
    expect(gate.exitCode).toBe(1)
  })

  test('another paper asks in another way, which is why no verdict is drawn', async () => {
    const { stdout } = await retable(folder, ['diff', './record', '--paper', 'scpo', '--json'])
    const rows = JSON.parse(stdout) as readonly Row[]
    expect(rows.length).toBeGreaterThan(20)
    for (const { verdict, reason } of rows) {
      expect(verdict).toBe('not comparable')
      expect(reason).toContain(
        'prompt: zero-shot-cot, and the paper’s is zero-shot-hash (stated §3, appendix D)',
      )
    }
  })
})

test('a later evaluation into the same folder leaves no cells of the one before', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(knowing(5))
  const few = ['gsm8k', '--limit', '10']
  await ask(folder, server.url, ...few, '--beside', 'iterative-rpo')
  const cells = path.join(folder, 'record/diff.csv')
  expect(await readFile(cells, 'utf8')).toMatch(/^paper,/)
  expect((await ask(folder, server.url, ...few)).exitCode).toBe(0)
  await expect(readFile(cells)).rejects.toThrow('ENOENT')
})

test('as a row of a paper: greedy and votes are asked as it did, and both cells have verdicts', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(knowing(120))
  const as = ['--as', 'scpo/table-1/scpo-unsup-m2', '--limit', '200', '--json']
  const { stdout, exitCode } = await ask(folder, server.url, ...as)
  expect(exitCode).toBe(0)
  const { diff } = JSON.parse(stdout) as { readonly diff: readonly Row[] }
  // By scipy: 60 % of 200 beside 63.91 is -11.5 to 3.4, beside 71.11 -18.7 to -3.8.
  expect(diff.map(({ cell, verdict }) => [cell, verdict])).toEqual([
    ['table-1/scpo-unsup-m2/test-acc-greedy', 'inconclusive'],
    ['table-1/scpo-unsup-m2/test-acc-sc-8-way', 'deviates'],
  ])
  const bodies = server.requests.filter(isAsked).map(({ path: route, body }) => ({ route, ...body }))
  expect(new Set(bodies.map(({ route }) => route))).toEqual(new Set(['/v1/completions']))
  const drawn = bodies.filter((body: Readonly<Record<string, unknown>>) => body['temperature'] === 0.7)
  expect([drawn.length, bodies.length]).toEqual([1600, 1800])
  for (const body of drawn) expect(body).toMatchObject({ top_p: 0.9, max_tokens: 2048 })
})

test.each([
  [['--as', 'scpo/table-1/scpo-unsup-m3'], /scpo has no row "table-1\/scpo-unsup-m3"/],
  [
    ['--as', 'scpo'],
    /--as scpo: which row\? table-1\/seed-model-m0-zero-shot, .* and \d+ more; \.\/retable list rows names them all$/,
  ],
  [
    ['--as', 'iterative-rpo/zero-shot-cot', '--temperature', '1'],
    /--temperature: --as takes it from the paper/,
  ],
  [
    ['--as', 'thought-preference-optimization/table-4/tpo-iter-4'],
    /cannot be asked here: the paper asks these/,
  ],
  [['math', '--as', 'iterative-rpo/table-2/cot'], /has no cell of math; it has cells of arc/],
  [['zebra-logic', '--beside', 'iterative-rpo'], /reports nothing that is told to be of zebra-logic/],
])('%j is refused before anything is asked', async (words, message) => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(knowing(0))
  const { exitCode, stderr, stdout } = await ask(folder, server.url, ...words)
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(message)
  expect(server.requests).toEqual([])
})

test('of several benchmarks, one that the paper does not report is told', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(knowing(5))
  const words = ['gsm8k', 'zebra-logic', '--limit', '3', '--beside', 'iterative-rpo']
  const { stdout, exitCode } = await ask(folder, server.url, ...words)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('\niterative-rpo reports nothing that is told to be of zebra-logic\n')
})

test('a file that was scored stands beside a paper too; a run of a recipe does not', async () => {
  const folder = await emptyFolder()
  const rows = items.map(({ id, gold }, i) => ({
    id,
    output: `Final answer: ${i < 733 ? gold : '-1'}`,
  }))
  await writeFile(path.join(folder, 'out.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'))
  const scoring = ['score', 'gsm8k', 'out.jsonl', '--variant', 'final-answer', '--out', 'scored']
  const environment = mirror === undefined ? {} : { RETABLE_MIRROR: mirror }
  expect((await retable(folder, scoring, environment)).exitCode).toBe(0)
  const { stdout } = await retable(folder, ['diff', './scored', '--paper', 'iterative-rpo'])
  expect(stdout).toMatch(/^out\.jsonl beside iterative-rpo/)
  expect(stdout).toMatch(/\nZero-shot CoT +55\.6 % +55\.6 % +0\.0 +-3\.9 to 3\.9 +reproduced/)
  expect(stdout).toContain('prompt: not known of these outputs, the paper’s is zero-shot-cot')

  const recorded = path.join(import.meta.dirname, '../../../results/iterative-rpo/nano')
  const { exitCode, stderr } = await retable(folder, ['diff', recorded, '--paper', 'iterative-rpo'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(
    'it is a run of iterative-rpo, whose cells stand beside it already: leave --paper out',
  )
})

test('list rows names what --as takes', async () => {
  const { stdout } = await retable(await emptyFolder(), ['list', 'rows', '--json'])
  const listed = JSON.parse(stdout) as { readonly as: string; readonly benchmarks: readonly string[] }[]
  const benchmarksOf = (as: string) => listed.find((row) => row.as === as)?.benchmarks
  expect(benchmarksOf('iterative-rpo/table-2/cot')).toEqual(['arc'])
  expect(benchmarksOf('scpo/table-3/scpo-unsup-m2')).toEqual(['zebra-logic'])
  expect(benchmarksOf('thought-preference-optimization/table-4/tpo-iter-4')).toBeUndefined()
})
