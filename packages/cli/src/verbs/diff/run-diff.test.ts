import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
const header =
  'paper,version,tier,cell,table,row,column,metric,unit,reported,measured,standard_error,n,difference,ci_low,ci_high,verdict,reason'
const line = (measured: number, { tier = 'nano', verdict = 'deviates', reason = 'off' } = {}) =>
  `p,v1,${tier},c,Table 1,Row one,X,accuracy,%,50.0,${measured},1,100,${measured - 50},-12,-8,${verdict},"${reason}"`
let directory: string

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-diff-'))
  await run('store/runs/p-nano-seed-1-aaaa1111', 41, 1)
  await run('store/runs/p-nano-seed-1-aaaa2222', 42, 3)
  await run('store/runs/p-nano-seed-2-bbbb3333', 43, 2)
  // One that was stopped while it wrote its files.
  await folder('store/runs/p-nano-seed-9-cccc4444', { 'diff.csv': `${header}\n${line(99)}\n` })
})
afterAll(() => rm(directory, { recursive: true }))

async function folder(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const place = path.join(directory, name)
  await mkdir(place, { recursive: true })
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(place, file), text)
  return place
}

/** A finished run whose only cell was measured so, and when it was run. */
async function run(name: string, measured: number, time: number, options = {}): Promise<void> {
  const manifest = JSON.stringify({ paper: 'p', tier: 'nano', quick: false, seeds: [1] })
  const place = await folder(name, {
    'diff.csv': `${header}\n${line(measured, options)}\n`,
    'manifest.json': manifest,
  })
  await utimes(path.join(place, 'manifest.json'), time, time)
}

function retable(...words: string[]) {
  return execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: { RETABLE_STORE: path.join(directory, 'store') },
  })
}

test('it gates on a deviating cell where it is asked to', async () => {
  await run('some-run', 40, 1)
  expect((await retable('diff', './some-run')).exitCode).toBe(0)
  const { exitCode, stdout } = await retable('diff', './some-run', '--tolerance-exit')
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^row +reported .*\nRow one +50\.0 % +40\.0 % +-10\.0 +-12\.0 to -8\.0 +deviates/)
})

test('a run is found by its id, a beginning that only one has, and latest', async () => {
  for (const [name, measured] of [
    ['p-nano-seed-1-aaaa1111', '41.0'],
    ['p-nano-seed-1-aaaa1', '41.0'],
    ['p-nano-seed-2', '43.0'],
    ['latest', '42.0'],
    ['some-run', '40.0'],
  ] as const) {
    const { stdout, exitCode } = await retable('diff', name)
    expect(exitCode).toBe(0)
    expect(stdout).toContain(` ${measured} % `)
  }
  expect((await retable('diff', 'latest')).stdout).toMatch(/^run p-nano-seed-1-aaaa2222\n/)
})

test.each([
  [
    'p-nano-seed-1',
    /^retable: "p-nano-seed-1" is the beginning of 2 runs: p-nano-seed-1-aaaa2222, p-nano-seed-1-aaaa1111; give more/,
  ],
  ['p-nano-seed-9-cccc4444', /no finished run in .*cccc4444: it has no manifest.json/],
  ['p-nano-seed-9', /there is no finished run "p-nano-seed-9"/],
  ['p-nano-sed-2-bbbb3333', /no finished run "p-nano-sed-2-bbbb3333"; did you mean p-nano-seed-2-bbbb3333\?/],
  ['', /there is no finished run ""/],
  ['./nowhere', /there is no finished run in \S+nowhere: there is no such folder/],
])('%j is a usage error', async (name, message) => {
  const { exitCode, stdout, stderr } = await retable('diff', name)
  expect(stderr).toMatch(message)
  expect([exitCode, stdout]).toEqual([2, ''])
})

test('the runs of the store are listed, the one that was run last first, unfinished ones as such', async () => {
  const { stdout } = await retable('list', 'runs')
  const [, ...lines] = stdout.split('\n')
  expect(lines.map((text) => text.split(' ')[0])).toEqual([
    'p-nano-seed-1-aaaa2222',
    'p-nano-seed-2-bbbb3333',
    'p-nano-seed-1-aaaa1111',
    'p-nano-seed-9-cccc4444',
  ])
  expect(lines.at(-1)).toMatch(/ not finished$/)
  const listed = JSON.parse((await retable('list', 'runs', '--json')).stdout) as object[]
  expect(listed[0]).toMatchObject({ run: 'p-nano-seed-1-aaaa2222', paper: 'p', tier: 'nano', finished: true })
  expect(listed[3]).toMatchObject({ run: 'p-nano-seed-9-cccc4444', finished: false, seeds: [] })
})

test('a replay’s cells are told apart by table and column, and need no manifest', async () => {
  const cells = [
    'p,v1,replay,a,Table 1,Row,X,accuracy,%,1.2,1.25,,,0.05,,,agrees with the leaderboard,',
    'p,v1,replay,b,Table 1,Row,Y,accuracy,%,41.2,41.1999,,,-0.0001,,,exact,',
    'p,v1,replay,c,Table 2,Row,Y,accuracy,%,13.9,14.69,,,0.79,,,differs from it,other',
  ]
  await folder('replay', { 'diff.csv': `${[header, ...cells].join('\n')}\n` })
  const { stdout } = await retable('diff', 'replay')
  expect(stdout.split('\n').map((text) => text.trim().split(/ {2,}/))).toEqual([
    ['Table 1'],
    ['row', 'column', 'reported', 'found', 'difference', 'verdict'],
    ['Row', 'X', '1.2 %', '1.25 %', '0.05', 'agrees with the leaderboard'],
    ['Row', 'Y', '41.2 %', '41.20 %', '0.00', 'exact'],
    [''],
    ['Table 2'],
    ['row', 'column', 'reported', 'found', 'difference', 'verdict'],
    ['Row', 'Y', '13.9 %', '14.69 %', '0.79', 'differs from it'],
    [''],
    ['differs from it: other'],
  ])
  expect((await retable('diff', 'replay', '--tolerance-exit')).exitCode).toBe(1)
})

test('no control character of a file reaches the terminal, as text or as JSON', async () => {
  const reason = 'a\u001b]0;x\u0007b\u009b31m\u202e\rc'
  await run('hostile', 40, 1, { verdict: 'off\u001b[2J', reason })
  for (const words of [[], ['--json']]) {
    const { stdout } = await retable('diff', './hostile', ...words)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
    expect(stdout).toContain('\\u009b31m')
  }
  const [row] = JSON.parse((await retable('diff', './hostile', '--json')).stdout) as { reason: string }[]
  expect(row?.reason).toBe(reason)
})
