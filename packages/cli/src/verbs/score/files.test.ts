import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
let directory: string
/** Where a process keeps standard input. */
let temporary: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-score-files-'))
  temporary = path.join(directory, 'temporary')
  await mkdir(temporary)
})
afterAll(() => rm(directory, { recursive: true }))

function score(words: readonly string[], input: string | Buffer = '') {
  return execa(process.execPath, [main, 'score', 'gsm8k', ...words], {
    cwd: directory,
    reject: false,
    input,
    env: { RETABLE_MIRROR: '', RETABLE_STORE: path.join(directory, 'store'), TMPDIR: temporary },
  })
}

const row = (id: string, gold: string, output: string | null) => JSON.stringify({ id, gold, output })
const good = [row('a', '7', '#### 7'), row('b', '8', '#### 9')].join('\n')
const spoken = [row('a', '7', '#### 7'), row('b', '8', 'It is 8'), row('c', '9', 'Nine')].join('\n')

async function folder(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  await mkdir(path.join(directory, name), { recursive: true })
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(directory, name, file), text)
  return name
}

test('a folder is one table with a row a file, and one array', async () => {
  const name = await folder('two', {
    'x.jsonl': good,
    'y.jsonl': spoken,
    'about.txt': 'mine',
    '.hidden.jsonl': '',
  })
  const { stdout, stderr, exitCode } = await score([name])
  expect(exitCode).toBe(0)
  expect(stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
    ' | file | variant | items | accuracy | std. error | no_answer | std. error | lost rows',
    ' | two/x.jsonl | official | 2 | 50.00 % | ± 50.00 | 0.00 % | ± 0.00 | 0',
    ' | two/y.jsonl | official | 3 | 33.33 % | ± 33.33 | 66.67 % | ± 33.33 | 0',
  ])
  expect(stderr).toContain('two: passed over for their names: about.txt')
  const listed = JSON.parse((await score([name, '--json'])).stdout) as {
    readonly file: string
    readonly n: number
  }[]
  expect(listed.map(({ file, n }) => [file, n])).toEqual([
    ['two/x.jsonl', 2],
    ['two/y.jsonl', 3],
  ])
})

test('a pattern stands for the files that fit it, in folders below too; several files end in a table', async () => {
  await folder('deep/one', { 'x.jsonl': good })
  await folder('deep/two', { 'x.jsonl': spoken, 'x.json': 'none' })
  const found = await score(['deep/**/*.jsonl'])
  expect(found.exitCode).toBe(0)
  expect(found.stdout.match(/deep\/\w+\/x\.jsonl/g)).toEqual(['deep/one/x.jsonl', 'deep/two/x.jsonl'])
  const named = await score(['deep/one/x.jsonl', 'deep/two/x.jsonl'])
  expect(named.stdout).toContain('deep/one/x.jsonl: gsm8k version 1, variant official version')
  expect(named.stdout.split('\n\n').at(-1)!.split('\n')).toHaveLength(3)
  const none = await score(['deep/*.csv'])
  expect([none.exitCode, none.stderr]).toEqual([2, 'retable: deep/*.csv: no file fits this pattern'])
})

test('a file in a folder that cannot be scored is a line of the table, and the exit code is 2', async () => {
  const name = await folder('mixed', { 'x.jsonl': good, 'config.json': '{"size": 3}' })
  const { stdout, stderr, exitCode } = await score([name])
  expect(exitCode).toBe(2)
  expect(stdout).toMatch(/mixed\/config\.json +– /)
  expect(stdout).toMatch(/mixed\/x\.jsonl +official +2 /)
  expect(stderr).toMatch(/retable: 1 of 2 files could be scored$/)
  const empty = await score([await folder('empty', {})])
  expect(empty.exitCode).toBe(2)
  expect(empty.stderr).toContain("'empty/**/*.jsonl'")
})

test('standard input is scored, plain or gzipped, by several variants too, and nothing of it is left', async () => {
  const plain = await score(['-', '--variant', 'lm-eval-flexible', '--variant', 'official'], spoken)
  expect(plain.exitCode).toBe(0)
  expect(plain.stdout).toMatch(/^-: gsm8k version 1, format jsonl\n/)
  expect(plain.stdout).toMatch(/lm-eval-flexible \(version \d+\) +3 +66\.67 %/)
  expect(plain.stdout).toMatch(/official \(version \d+\) +3 +33\.33 %/)
  const packed = await score(['-', '--json', '--out', 'out'], gzipSync(good))
  expect(JSON.parse(packed.stdout)).toMatchObject([{ file: '-', n: 2 }])
  expect(await readFile(path.join(directory, 'out/scores.jsonl'), 'utf8')).toContain('"item":"a"')
  const bad = await score(['-'])
  expect([bad.exitCode, bad.stderr]).toEqual([2, 'retable: -: is empty'])
  expect((await score(['-', '-'])).stderr).toContain('write - once')
  expect((await readdir(temporary)).filter((name) => name.startsWith('retable-'))).toEqual([])
})

test('the limit on lost rows: one in a hundred, or what is said; the scores are printed all the same', async () => {
  const rows = (n: number) =>
    Array.from({ length: n }, (_, i) => row(`own-${i}`, '7', i === 3 ? null : '#### 7'))
  const codes = async (n: number, ...words: string[]) => {
    await writeFile(path.join(directory, 'limit.jsonl'), rows(n).join('\n'))
    const { exitCode, stdout } = await score(['limit.jsonl', ...words])
    if (exitCode !== 2 || n > 1) expect(stdout).toContain('accuracy')
    return exitCode
  }
  expect(await codes(100)).toBe(0)
  expect(await codes(99)).toBe(2)
  expect(await codes(100, '--strict')).toBe(2)
  expect(await codes(99, '--max-broken', '2%')).toBe(0)
  const both = await score(['limit.jsonl', '--max-broken', '5'])
  expect(both.stdout).toContain(
    '1 of 99 rows lost (1.01 %): accuracy 100.00 % without, 98.99 % if each were wrong',
  )
  expect(both.stderr).toBe('limit.jsonl:4: "output" is null: the model gave no output')
  for (const words of [
    ['--max-broken', '101'],
    ['--max-broken', 'x'],
    ['--strict', '--max-broken', '3'],
  ]) {
    expect((await score(['limit.jsonl', ...words])).exitCode).toBe(2)
  }
})

test('the same fault in many rows is one message with their number', async () => {
  const rows = [good, ...Array.from({ length: 30 }, (_, i) => JSON.stringify({ id: i, text: `t${i}` })), '{']
  await writeFile(path.join(directory, 'faults.jsonl'), rows.join('\n'))
  const { stderr } = await score(['faults.jsonl'])
  const lines = stderr.split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/^faults\.jsonl:3: .* \(likewise lines 4, 5, 6, 7 and 25 further rows\)$/)
  expect(lines[1]).toMatch(/^faults\.jsonl:33: is not valid JSON; it looks cut off$/)
})

test('all variants stand side by side, and a hint says where answers are', async () => {
  await writeFile(path.join(directory, 'spoken.jsonl'), spoken)
  const all = await score(['spoken.jsonl', '--variant', 'all'])
  const variants = all.stdout.match(/^ {2}\S+ \(version \d+\)/gm) ?? []
  expect(variants.length).toBeGreaterThan(5)
  expect(variants[0]).toMatch(/^ {2}official /)
  expect(all.stderr).toBe('')
  const { stderr } = await score(['spoken.jsonl'])
  expect(stderr).toMatch(
    /^spoken\.jsonl: 2 of 3 outputs \(66\.67 %\) have no answer under official; --variant \S+ finds one in \d of the 2 \(\d+ %\)/,
  )
  expect(stderr).toContain('lm-eval-flexible')
})

test('a warning stands before the number, and with --json on standard error and in the array', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => row(`own-${i}`, '7', '#### 7'))
  await writeFile(path.join(directory, 'same.jsonl'), rows.join('\n'))
  const { stdout } = await score(['same.jsonl'])
  expect(stdout.indexOf('warning: All 12 outputs are the same text.')).toBeLessThan(
    stdout.indexOf('accuracy'),
  )
  const json = await score(['same.jsonl', '--json'])
  expect(json.stderr).toBe('same.jsonl: All 12 outputs are the same text.')
  expect(JSON.parse(json.stdout)).toMatchObject([{ warnings: ['All 12 outputs are the same text.'] }])
})

test('judgements: lost rows count against the limit, a folder is one table', async () => {
  const judgement = (winner: string | null) =>
    JSON.stringify({ question_id: 81, model: 'm', judge: ['gpt-4', 'single-v1'], score: winner, turn: 1 })
  const ratings = (broken: number) =>
    [
      ...Array.from({ length: 20 }, (_, i) =>
        JSON.stringify({ question_id: 81 + i, model: 'm', judge: ['gpt-4', 'p'], score: 7, turn: 1 }),
      ),
      ...Array.from({ length: broken }, () => judgement(null)),
    ].join('\n')
  const name = await folder('judged', { 'a.jsonl': ratings(0), 'b.jsonl': ratings(2) })
  const run = (...words: string[]) =>
    execa(process.execPath, [main, 'score', 'mt-bench', name, ...words], { cwd: directory, reject: false })
  const strict = await run()
  expect(strict.exitCode).toBe(2)
  expect(strict.stdout).toMatch(/judged\/b\.jsonl +single +20 .* 2 of 22$/m)
  expect(strict.stderr).toContain('judged/b.jsonl: 2 of 22 rows could not be scored (9.09 %)')
  expect((await run('--max-broken', '10')).exitCode).toBe(0)
})

test('a bad file among several that are named does not end the others, with --json neither', async () => {
  await folder('apart', { 'x.jsonl': good, 'bad.jsonl': '{"id": "a", "output"' })
  const files = ['apart/bad.jsonl', 'apart/none.jsonl', 'apart/x.jsonl']
  const text = await score(files)
  expect(text.exitCode).toBe(2)
  expect(text.stdout).toMatch(/^apart\/x\.jsonl: gsm8k version 1/m)
  expect(text.stdout).toMatch(/apart\/bad\.jsonl +– /)
  expect(text.stderr).toMatch(/apart\/none\.jsonl: there is no such file$/m)
  expect(text.stderr).toMatch(/retable: 1 of 3 files could be scored$/)
  const json = await score([...files, '--json'])
  expect([json.exitCode, JSON.parse(json.stdout)]).toMatchObject([2, [{ file: 'apart/x.jsonl', n: 2 }]])
  const alone = await score(['apart/none.jsonl'])
  expect([alone.exitCode, alone.stderr]).toEqual([2, 'retable: apart/none.jsonl: there is no such file'])
})

test('a file that is given twice is scored once, and that is said', async () => {
  await folder('again', { 'x.jsonl': good })
  const { stdout, stderr } = await score(['again/x.jsonl', './again/x.jsonl', '--json'])
  expect(JSON.parse(stdout)).toHaveLength(1)
  expect(stderr).toBe('./again/x.jsonl: is given more than once, and scored once')
})

test('a table on standard input is told by its header', async () => {
  const { stdout, exitCode } = await score(['-'], 'ID,Response,gold\nown-1,#### 7,7\nown-2,#### 8,9\n')
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/format csv[^]* 50\.00 %/)])
})

test('several variants of one file: its lost rows are one file’s, and what none can score is one sentence', async () => {
  await folder('many', {
    'null.jsonl': [row('a', '7', '#### 7'), row('b', '8', null)].join('\n'),
    'none.jsonl': [row('a', '7', null), row('b', '8', null)].join('\n'),
    'spoken.jsonl': spoken,
  })
  const two = await score(['many/null.jsonl', '--variant', 'official', '--variant', 'lm-eval-flexible'])
  expect(two.stderr).toMatch(
    /many\/null\.jsonl: 1 of 2 rows could not be scored \(50\.00 %\), and --max-broken/,
  )
  const none = await score(['many/none.jsonl', '--variant', 'all'])
  expect(none.stderr.split('\n')).toHaveLength(1)
  const side = await score(['many/spoken.jsonl', '--variant', 'official', '--variant', 'lm-eval-flexible'])
  expect(side.stdout).not.toContain('without an answer')
})

test('samples that are lost are counted as samples, and uneven ones give no votes', async () => {
  const rows = Array.from({ length: 10 }, (_, i) =>
    JSON.stringify({ id: `own-${i}`, gold: '7', outputs: ['#### 7', i === 0 ? 'It is #### 7' : null] }),
  )
  await folder('samples', { 'x.jsonl': rows.join('\n') })
  const { stdout, stderr, exitCode } = await score(['samples/x.jsonl'])
  expect(exitCode).toBe(2)
  expect(stdout).toContain(
    '9 of 20 samples lost (45.00 %): accuracy 100.00 % without, 55.00 % if each were wrong',
  )
  expect(stderr).toContain('9 of 20 samples could not be scored (45.00 %)')
  expect(stdout).toContain('1 to 2 samples an item, so there is no maj@k: an item has one sample alone')
})
