import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { openAssets } from '@retable/assets'
import type { Asset, Benchmark, JudgeBenchmark, Leaderboard } from '@retable/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { replayBenchmark } from './replay-benchmark.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-replay-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** Pins a text as an asset; it is put into the mirror unless it is to be missing. */
async function pin(name: string, text: string, where: 'mirrored' | 'missing' = 'mirrored'): Promise<Asset> {
  const sha256 = createHash('sha256').update(text).digest('hex')
  if (where === 'mirrored') {
    const folder = path.join(directory, 'mirror', sha256.slice(0, 2))
    await mkdir(folder, { recursive: true })
    await writeFile(path.join(folder, `${sha256}.gz`), gzipSync(text))
  }
  return { name, url: `http://127.0.0.1:9/${name}`, sha256, bytes: Buffer.byteLength(text), licence: 'MIT' }
}

const outputs = (right: number) =>
  JSON.stringify(
    [0, 1, 2].map((i) => ({
      id: `gsm8k-main-test-#${i}`,
      question: 'Q',
      output: [`{"reasoning": "abcd", "answer": "${i < right ? 18 : 0}"}`],
      answer: '# 18',
    })),
  )

async function benchmarkWith(published: object[], files: Record<string, Asset>): Promise<Benchmark> {
  const gsm8k = await findBenchmark('gsm8k')
  const leaderboard: Leaderboard = {
    ...gsm8k.leaderboards[0]!,
    published: await pin('summary.json', JSON.stringify(published)),
    outputs: Object.entries(files).map(([subject, asset]) => ({
      subject,
      fileName: `${subject}.json`,
      asset,
    })),
  }
  const items = Array.from({ length: 3 }, () => JSON.stringify({ question: 'Q', answer: 'x\n#### 18' }))
  const asset = await pin('test.jsonl', items.join('\n'))
  const test = { ...gsm8k.splits.test, asset, size: 3 }
  return { ...gsm8k, splits: { test }, leaderboards: [leaderboard] }
}

const row = (Model: string, Acc: string) => ({
  Model,
  Acc,
  'No answer': '0.00',
  Total: 3,
  'Reason Lens': '4.00',
})

test('every published row is recomputed, or named with why not', async () => {
  const benchmark = await benchmarkWith(
    [row('good', '66.67'), row('off', '33.34'), row('gone', '1'), row('other', '2')],
    {
      good: await pin('good.json', outputs(2)),
      off: await pin('off.json', outputs(1)),
      gone: await pin('gone.json', outputs(3), 'missing'),
    },
  )
  const assets = openAssets({
    directory: path.join(directory, 'store'),
    mirror: path.join(directory, 'mirror'),
  })
  const done: string[] = []
  const replay = await replayBenchmark({
    benchmark,
    assets,
    onRow: (n, of, who) => done.push(`${n}/${of} ${who}`),
  })

  const accuracy = replay.rows.filter(({ metric }) => metric === 'accuracy')
  expect(accuracy).toEqual([
    {
      table: 'zeroeval',
      subject: 'good',
      metric: 'accuracy',
      reported: '66.67',
      measured: '66.67',
      verdict: 'exact',
      agreeingDigits: null,
      difference: expect.closeTo(-1 / 300, 9) as number,
      cause: null,
    },
    {
      table: 'zeroeval',
      subject: 'off',
      metric: 'accuracy',
      reported: '33.34',
      measured: '33.33',
      verdict: 'deviates',
      agreeingDigits: 3,
      difference: expect.closeTo(100 / 3 - 33.34, 9) as number,
      cause: null,
    },
  ])
  const others = replay.rows.filter(({ metric }) => metric !== 'accuracy')
  expect(others.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 6 }, () => 'exact'))
  expect(replay.notRecomputed).toMatchObject([
    { subject: 'gone', pinned: true, reason: expect.stringContaining('127.0.0.1:9') },
    { subject: 'other', pinned: false, reason: expect.stringContaining('not pinned') },
  ])
  expect(done).toEqual(['1/4 good', '2/4 off', '3/4 gone', '4/4 other'])
})

test('a deviation with a known cause says it; a subject without released files says why not', async () => {
  const measurement = { name: 'score', standardError: null, n: 1, unit: 'percent', interval: null } as const
  const benchmark: JudgeBenchmark = {
    kind: 'judge',
    id: 'toy',
    version: '1',
    title: 'Toy',
    citation: '',
    variants: [],
    defaultVariant: '',
    leaderboards: [
      {
        id: 'board',
        source: 'nobody',
        published: () =>
          Promise.resolve(
            ['a', 'b', 'c', 'd'].map((subject) => ({
              subject,
              cells: [{ metric: 'score', printed: '1.0', scale: 1 }],
            })),
          ),
        recompute: (subject) =>
          Promise.resolve(
            subject === 'c'
              ? null
              : {
                  measurements: [{ ...measurement, value: { a: 1, b: 2, d: 21 }[subject]! }],
                  notes: ['made of pseudo-labels'],
                  standIns: ['x.csv'],
                },
          ),
        whyNotRecomputed: () => 'no file',
        whyDifferent: ({ measured, published, standIns }) =>
          Math.abs(measured - published) <= 1 ? `the table rounds up, by ${standIns.join()}` : undefined,
      },
    ],
  }
  const assets = openAssets({ directory })
  const { rows, notRecomputed, notes } = await replayBenchmark({ benchmark, assets })
  expect(rows.map(({ verdict, difference, cause }) => [verdict, difference, cause])).toEqual([
    ['exact', 0, null],
    ['deviates', 1, { reason: 'the table rounds up, by x.csv', isFitted: false }],
    // No cause explains what it cannot make.
    ['deviates', 20, null],
  ])
  expect(notRecomputed).toEqual([{ table: 'board', subject: 'c', reason: 'no file', pinned: false }])
  const note = { table: 'board', notes: ['made of pseudo-labels'], standIns: ['x.csv'] }
  expect(notes).toEqual(['a', 'b', 'd'].map((subject) => ({ ...note, subject })))
})

test('a licence that is not accepted is one reason for all rows, and a table that cannot be had is named', async () => {
  const restricted = async (name: string, text: string) => ({
    ...(await pin(name, text)),
    licence: 'CC-BY-NC-4.0',
  })
  const [first, second] = await Promise.all([
    restricted('a.json', outputs(1)),
    restricted('b.json', outputs(2)),
  ])
  const benchmark = await benchmarkWith([row('a', '1'), row('b', '2')], { a: first, b: second })
  const mirror = path.join(directory, 'mirror')
  const assets = openAssets({
    directory: path.join(directory, 'store'),
    mirror,
    acceptedLicences: ['CC-BY-NC'],
  })
  const { notRecomputed } = await replayBenchmark({ benchmark, assets })
  expect(new Set(notRecomputed.map(({ reason }) => reason)).size).toBe(1)
  expect(notRecomputed[0]?.reason).toMatch(/--accept-licence CC-BY-NC-4\.0; accepted so far: CC-BY-NC$/)
  const leaderboard = { ...benchmark.leaderboards[0]!, published: first }
  const gone = await replayBenchmark({ benchmark: { ...benchmark, leaderboards: [leaderboard] }, assets })
  expect(gone.notRecomputed).toMatchObject([{ subject: 'every row', pinned: true, isWholeTable: true }])
})
