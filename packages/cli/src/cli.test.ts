import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-cli-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** Runs the CLI with no mirror and no way out: a proxy that nobody serves stands before every download. */
function retable(...words: string[]) {
  return execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: {
      RETABLE_MIRROR: '',
      RETABLE_STORE: path.join(directory, 'store'),
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: 'http://127.0.0.1:9',
    },
  })
}

async function file(name: string, lines: readonly (object | string)[]): Promise<string> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  await writeFile(path.join(directory, name), text)
  return name
}

describe('help and usage', () => {
  test.each([
    [],
    ['list'],
    ['show'],
    ['verdicts'],
    ['check'],
    ['eval'],
    ['prompts'],
    ['score'],
    ['history'],
    ['compare'],
    ['gate'],
    ['noise'],
    ['replay'],
    ['run'],
    ['plan'],
    ['diff'],
    ['doctor'],
    ['pin'],
    ['test'],
    ['nx'],
  ])('%s --help has examples', async (...verb) => {
    const { exitCode, stdout } = await retable(...verb, '--help')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Examples:\n  ./retable')
  })

  test.each([
    [['scor'], "unknown command 'scor' (Did you mean score?); see --help"],
    [['replay'], 'name benchmarks or papers to replay, or give --all'],
    [['replay', 'nope'], 'there is no benchmark or paper "nope"; ./retable list'],
    [['show', 'scop'], 'there is no paper "scop"; did you mean scpo?'],
    [['show', 'scpo', '--table', ''], '--table needs a number'],
    [['check', 'nope'], 'there is no paper "nope"'],
    [['show', 'iterative-rpo', '--table', '9'], 'no table is named "9"; there are: Table 1'],
    [['scor', '--help'], "unknown command 'scor' (Did you mean score?); see --help"],
    [['--help', 'scor'], "unknown command 'scor' (Did you mean score?); see --help"],
    [['help', 'replya'], "unknown command 'replya' (Did you mean replay?); see --help"],
    [['nothing-like-it', '-h'], "unknown command 'nothing-like-it'; see --help"],
    [['help', 'run', 'show'], "too many arguments for 'help'"],
    [['version', 'please'], "too many arguments for 'version'"],
    [['replay', '--all', 'scpo'], '--all replays every benchmark and paper; leave it or the names out'],
    [['list', 'what'], 'Allowed choices are papers, benchmarks, runs'],
    [['score', 'gsm8k', 'x', '--show-first', '3'], '--show-first is for --show'],
    [['score', 'gsm8k', 'x', '--show-first', '0'], 'a whole number of at least 1 is needed'],
    [['score', 'gsm8k', 'x', '--format', 'nope'], 'there is no format "nope"; there are: jsonl, zeroeval'],
    [['score', 'gsm8k', 'missing.json'], 'missing.json: there is no such file'],
    [['test', 'nowhere'], 'nowhere is no folder of this checkout'],
  ])('%j is a usage error of one line', async (words, message) => {
    const { exitCode, stdout, stderr } = await retable(...words)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(message)
    expect(stderr.split('\n')).toHaveLength(1)
  })
})

test('help and version are verbs too', async () => {
  for (const [words, flags] of [
    [['help'], ['--help']],
    [
      ['help', 'diff'],
      ['diff', '--help'],
    ],
    [['help', '--help'], ['--help']],
    [['version'], ['--version']],
  ] as const) {
    const [verb, option] = await Promise.all([retable(...words), retable(...flags)])
    expect(verb.exitCode).toBe(0)
    expect(verb.stdout).toBe(option.stdout)
    expect(verb.stdout).not.toBe('')
  }
})

test('without a verb the help is printed, as a usage error', async () => {
  const { exitCode, stdout, stderr } = await retable()
  expect(exitCode).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('Usage: retable')
})

describe('list', () => {
  test('as text and as JSON', async () => {
    expect((await retable('list')).stdout).toContain('gsm8k: GSM8K, version 1, 1,319 items')
    const listed = JSON.parse((await retable('list', 'benchmarks', '--json')).stdout) as object[]
    const gsm8k = { benchmark: 'gsm8k', version: '1', defaultVariant: 'official' }
    expect(listed).toContainEqual(expect.objectContaining(gsm8k))
  })

  test('judges stand with how they are asked and what their verdicts count', async () => {
    const { stdout } = await retable('list', 'benchmarks')
    expect(stdout).toMatch(/  pair +pair, both orders +½ +left out\n/)
    const listed = JSON.parse((await retable('list', 'benchmarks', '--json')).stdout) as {
      readonly benchmark: string
      readonly variants: readonly object[]
      readonly judgeRules?: readonly object[]
    }[]
    const { variants, judgeRules } = listed.find(({ benchmark }) => benchmark === 'mt-bench')!
    expect(variants).toContainEqual(expect.objectContaining({ id: 'single', judges: ['single'] }))
    const rules = { id: 'single', asks: 'single', order: 'given', ties: 'none', errors: 'left out' }
    expect(judgeRules).toContainEqual(expect.objectContaining(rules))
  })
})

describe('score', () => {
  const rows = [
    { id: 'a', gold: '18', output: 'x #### 18' },
    'oops',
    { id: 'b', gold: '2', output: '\u001b[31mnothing to find' },
    { id: 'c', gold: '2', output: '#### 3' },
  ]

  test('--json is one document with the contract’s keys, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await retable(
      'score',
      'gsm8k',
      await file('o.jsonl', rows),
      '--json',
    )
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      [
        'o.jsonl:2: is not valid JSON; a row is one whole object on one line',
        'o.jsonl: 1 of 3 outputs (33.33 %) has no answer under official; --variant lm-eval-flexible finds one in 1 of the 1 (100 %)',
        'retable: o.jsonl: 1 of 4 rows could not be scored (25.00 %), and --max-broken allows 1 %; mend the file, or say --max-broken',
      ].join('\n'),
    )
    const [score, ...others] = JSON.parse(stdout) as Record<string, unknown>[]
    expect(others).toEqual([])
    expect(score).toMatchObject({
      benchmark: 'gsm8k',
      version: '1',
      variant: 'official',
      file: 'o.jsonl',
      n: 3,
      unparsedAnswers: 1,
      brokenLines: 1,
    })
    expect((score as { metrics: object[] }).metrics[0]).toMatchObject({
      name: 'accuracy',
      value: 1 / 3,
      standardError: expect.closeTo(1 / 3, 12),
      n: 3,
      unit: 'fraction',
    })
  })

  test('as text: counts, shown outputs without their escape sequences', async () => {
    const name = await file('o.jsonl', rows)
    const { stdout } = await retable('score', 'gsm8k', name, '--show', 'wrong', '--show-first', '1')
    expect(stdout).toContain('accuracy   33.33 %')
    expect(stdout).toContain(
      '0 of 1,319 items (partial); 3 items of the file’s own; 1 output without an answer; 1 broken line',
    )
    expect(stdout).toContain('b sample 0: found no answer, right is "2"')
    expect(stdout).toContain('\\u001b[31mnothing to find')
    expect(stdout).not.toContain('\u001b')
    expect(stdout).not.toContain('c sample 0')
  })

  test('--out writes scores.jsonl, whole or not at all', async () => {
    const name = await file('o.jsonl', rows)
    await retable('score', 'gsm8k', name, '--out', 'scores')
    const lines = (await readFile(path.join(directory, 'scores/scores.jsonl'), 'utf8')).trim().split('\n')
    const by = { benchmarkVersion: '1', variant: 'official', variantVersion: '1' }
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      { benchmark: 'gsm8k', item: 'a', sample: 0, extracted: '18', gold: '18', score: 1, ...by },
      { benchmark: 'gsm8k', item: 'b', sample: 0, extracted: null, gold: '2', score: 0, ...by },
      { benchmark: 'gsm8k', item: 'c', sample: 0, extracted: '3', gold: '2', score: 0, ...by },
    ])
    const cut = await file('cut.json', ['[{"id": 1, "output": ["x"], "answer": "1"},', '{"id"'])
    const { exitCode, stderr } = await retable('score', 'gsm8k', cut, '--out', 'none')
    expect(exitCode).toBe(2)
    expect(stderr).toBe('retable: cut.json:2: the file ends inside the JSON array; it looks cut off')
    expect(await readdir(path.join(directory, 'none'))).toEqual([])
  })

  test('an error message cannot carry escape sequences from a file', async () => {
    const name = await file('esc.jsonl', [{ id: 'x\u009b31m\u202e', gold: '1' }])
    const { exitCode, stderr } = await retable('score', 'gsm8k', name)
    expect(exitCode).toBe(2)
    expect(stderr).not.toMatch(/[\u0080-\u009f\u202e]/)
  })

  test('--out goes over no input and nothing that is no file', async () => {
    const name = await file('own.jsonl', rows)
    const over = await retable('score', 'gsm8k', name, '--out', `./${name}`)
    expect(over.exitCode).toBe(2)
    expect(over.stderr).toContain('which is to be scored')
    expect(await readFile(path.join(directory, name), 'utf8')).toContain('"gold":"18"')
    expect((await retable('score', 'gsm8k', name, '--out', '/dev/null')).stderr).toContain('no regular file')
  })

  test('--out names a folder or a .jsonl file, and nothing below a file', async () => {
    const name = await file('rows.jsonl', rows)
    await file('notes.txt', ['mine'])
    for (const out of ['notes.txt', 'notes.txt/below', 'notes.txt/x.jsonl', 'notes.txt/a/b']) {
      const { exitCode, stderr } = await retable('score', 'gsm8k', name, '--out', out)
      expect(stderr).toMatch(/^retable: \S*notes.txt is a file; name a folder or a .jsonl file$/)
      expect(exitCode).toBe(2)
    }
    expect(await readFile(path.join(directory, 'notes.txt'), 'utf8')).toBe('mine')
  })

  test('several inputs need a folder', async () => {
    const names = [await file('p.jsonl', rows), await file('q.jsonl', rows)]
    expect((await retable('score', 'gsm8k', ...names, '--out', 'x.jsonl')).stderr).toContain('name a folder')
    await retable('score', 'gsm8k', ...names, '--out', 'both')
    expect(await readdir(path.join(directory, 'both'))).toEqual(['p.jsonl', 'q.jsonl'])
  })

  test('a data set that cannot be had is an environment error', async () => {
    const name = await file('plain.jsonl', [{ id: 0, output: '#### 18' }])
    const { exitCode, stderr } = await retable('score', 'gsm8k', name)
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(
      /^retable: gsm8k\/test.jsonl cannot be fetched: .* name a mirror in RETABLE_MIRROR$/,
    )
  })
})

test.each([
  ['run', 'iterative-rpo', '--quick'],
  ['plan', 'iterative-rpo'],
  ['score', 'gsm8k', 'x.jsonl'],
  ['replay', 'gsm8k'],
  ['diff', 'some-run'],
])('a store that is a file is one sentence: %s', async (...words) => {
  await file('store-file', ['mine'])
  for (const store of ['store-file', 'store-file/below']) {
    const { exitCode, stderr } = await execa(process.execPath, [main, ...words], {
      cwd: directory,
      reject: false,
      env: { RETABLE_STORE: store },
    })
    expect(stderr).toMatch(
      /^retable: the store cannot be .*store-file is no folder; name a folder in RETABLE_STORE$/,
    )
    expect(exitCode).toBe(3)
  }
})

test('a full disk behind standard output is one sentence', async () => {
  const words = ['-c', '"$0" "$1" list benchmarks > /dev/full', process.execPath, main]
  const { exitCode, stderr } = await execa('sh', words, { reject: false })
  expect(exitCode).toBe(3)
  expect(stderr).toMatch(/^retable: standard output cannot be written to: ENOSPC.*$/)
})

test('a closed pipe is no error', async () => {
  const { exitCode } = await execa('sh', [
    '-c',
    '"$0" "$1" list benchmarks | head -n 1',
    process.execPath,
    main,
  ])
  expect(exitCode).toBe(0)
})
