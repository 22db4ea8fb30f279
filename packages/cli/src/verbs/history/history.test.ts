import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-history-cli-'))
  // The second answers all of eight, the first two of them.
  for (const [version, rights] of [
    ['v1', 2],
    ['v2', 8],
  ] as const) {
    const rows = Array.from({ length: 8 }, (_, i) => ({
      ...{ id: `own-${i}`, gold: String(i), output: i < rights ? `#### ${i}` : 'none' },
    }))
    await writeFile(
      path.join(directory, `${version}.jsonl`),
      rows.map((row) => JSON.stringify(row)).join('\n'),
    )
    const labels = ['--family', 'my-model', '--version', version]
    const { exitCode, stderr } = await retable(
      ...['score', 'gsm8k', `${version}.jsonl`, '--out', `evals/${version}`, ...labels],
    )
    expect([exitCode, stderr]).toEqual([0, ''])
  }
})
afterAll(() => rm(directory, { recursive: true }))

function retable(...words: string[]) {
  return execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: { RETABLE_STORE: path.join(directory, 'store'), NO_COLOR: '1' },
  })
}

test('records of two versions, one of them gzipped, stand beside each other with a trend', async () => {
  const file = path.join(directory, 'evals/v1/scores.jsonl')
  await writeFile(`${file}.gz`, gzipSync(await readFile(file)))
  await rm(file)
  const { stdout, stderr, exitCode } = await retable('history', 'evals')
  expect([exitCode, stderr]).toEqual([0, ''])
  // 2 of 8, then 8 of 8; six rose and none fell: p is 2 / 2^6.
  expect(stdout).toMatch(/^my-model\n/)
  expect(stdout).toMatch(/v1 .* 25\.00 % .* 8$/m)
  expect(stdout).toMatch(/v2 .* 100\.00 % .* 8 {2}\+75\.00 {2}0\.031$/m)
  expect(stdout).toMatch(/ {2}gsm8k {2}▂█ {2}25\.00 % → 100\.00 %/)
})

test('JSON holds the same rows; md is a table', async () => {
  const { stdout } = await retable('history', 'evals', '--family', 'my-model', '--json')
  expect(JSON.parse(stdout)).toMatchObject([
    { family: 'my-model', version: 'v1', value: 0.25, change: null },
    { family: 'my-model', version: 'v2', value: 1, change: { from: 'v1', paired: { p: 2 / 2 ** 6 } } },
  ])
  const { stdout: md } = await retable('history', 'evals', '--to', 'md')
  expect(md).toContain('| version | when | commit | benchmark |')
})

test('what cannot be read is named on standard error, and the rest is shown', async () => {
  await writeFile(path.join(directory, 'evals/v1/manifest.json'), '{"kind": "score"')
  const { stdout, stderr, exitCode } = await retable('history', 'evals')
  expect(exitCode).toBe(0)
  expect(stderr.match(/evals\/v1 is passed over: /g)).toHaveLength(1)
  expect(stdout).toContain('100.00 %')
  expect(stdout).not.toContain('25.00 %')
})

test('an empty store says so; --version before the verb is the program’s own', async () => {
  expect((await retable('history')).stdout).toBe(`No finished runs in ${path.join(directory, 'store')}.`)
  expect((await retable('--version')).stdout).toMatch(/^\d+\.\d+\.\d+$/)
  expect((await retable('-V')).stdout).toMatch(/^\d+\.\d+\.\d+$/)
})

test('labels need a record’s folder, and are short printable texts', async () => {
  const score = (...words: string[]) => retable('score', 'gsm8k', 'v1.jsonl', ...words)
  const nowhere = await score('--family', 'f')
  expect([nowhere.exitCode, nowhere.stderr]).toEqual([
    2,
    'retable: --family is kept in a record; name a folder for it with --out',
  ])
  expect((await score('--version', 'v', '--out', 'only.jsonl')).stderr).toContain(
    '--version is kept in a record',
  )
  for (const bad of ['', ' ', 'a\u001bb', 'x'.repeat(101)]) {
    const { exitCode, stderr } = await score('--out', 'out', '--version', bad)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('printable text of at most 100 characters is needed')
  }
})
