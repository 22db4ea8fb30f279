import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from './root.ts'

const main = path.join(import.meta.dirname, 'main.ts')
const paper = path.join(import.meta.dirname, 'fixtures/small-paper')
const nano = path.join(root, 'results/iterative-rpo/nano')
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-to-'))
  const rows = [
    { id: 'a_1', gold: '18', output: 'x #### 18' },
    { id: 'b', gold: '2', output: '#### 3' },
  ].map((row) => JSON.stringify(row))
  for (const name of ['a_|b.jsonl', '=c.jsonl']) {
    await writeFile(path.join(directory, name), `${rows.join('\n')}\n`)
  }
})
afterAll(() => rm(directory, { recursive: true }))

/** Runs the CLI with no mirror and no way out. */
function retable(...words: readonly string[]) {
  const env = { RETABLE_MIRROR: '', NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' }
  const store = path.join(directory, 'store')
  return execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: { ...env, RETABLE_STORE: store },
  })
}

/** Of each verb a command, with how many tables and rows it prints at least. */
const commands: readonly (readonly [words: readonly string[], tables: number, rows: number])[] = [
  [['list'], 10, 40],
  [['list', 'runs'], 1, 0],
  [['show', 'iterative-rpo'], 3, 30],
  [['verdicts'], 1, 10],
  [['verdicts', 'auto-j'], 3, 7 + 62 + 64],
  [['check', 'lift', 'scpo'], 3, 3 + 2 + 16 + 3],
  [['check', '--summary'], 1, 11],
  [['plan', 'iterative-rpo'], 1, 90],
  [['run', paper, '--out', 'run'], 2, 2],
  [['diff', nano], 1, 14],
  [['score', 'gsm8k', 'a_|b.jsonl'], 1, 3],
  [['score', 'gsm8k', 'a_|b.jsonl', '=c.jsonl'], 1, 2],
  [['replay', 'llmcrit', 'meta-rewarding'], 2, 2],
  [['replay', 'llmcrit', '--summary'], 1, 1],
]

test.each(commands)(
  '%j prints the same tables in every form',
  // Three processes each, and a busy machine.
  { timeout: 180_000 },
  async (words, tables, rows) => {
    const [md, latex, csv] = await Promise.all(
      ['md', 'latex', 'csv'].map(async (form) => (await retable(...words, '--to', form)).stdout),
    )
    const inMarkdown = markdownTables(md!)
    expect(inMarkdown.length).toBeGreaterThanOrEqual(tables)
    expect(inMarkdown.flat().length).toBeGreaterThanOrEqual(rows)
    const sizes = (all: readonly (readonly (readonly string[])[])[]) =>
      all.map((table) => [table.length, ...table.map((row) => row.length)])
    expect(sizes(latexTables(latex!))).toEqual(sizes(inMarkdown))
    const blocks = csvBlocks(csv!)
    for (const block of blocks) {
      expect(new Set(block.map((row) => row.length)).size).toBe(1)
      expect(new Set(block[0]).size).toBe(block[0]!.length)
      expect(block[0]![0]).toBe('table')
    }
    // Headers are the first of each block.
    const count = blocks.reduce((sum, block) => sum + block.length - 1, 0)
    expect(count).toBe(inMarkdown.reduce((sum, table) => sum + table.length, 0))
  },
)

test('in every form nothing but the tables is on standard output', async () => {
  const { stdout, stderr } = await retable('run', paper, '--out', 'run', '--to', 'csv')
  expect(stdout).toMatch(/^table,row,reported,measured,/)
  expect(stdout).not.toContain('files in')
  expect(stderr).toContain('files in ')
  const scored = await retable('score', 'gsm8k', '=c.jsonl', 'a_|b.jsonl', '--to', 'csv')
  const [header, first, second] = csvBlocks(scored.stdout)[0]!
  // One of two is right: a half, as a number.
  const at = (name: string) => header!.indexOf(name)
  expect([first, second].map((row) => [row![at('file')], row![at('accuracy')], row![at('items')]])).toEqual([
    ["'=c.jsonl", '0.5', '2'],
    ['a_|b.jsonl', '0.5', '2'],
  ])
})

test('CSV of a diff has the numbers of the recorded file', async () => {
  const block = csvBlocks((await retable('diff', nano, '--to', 'csv')).stdout).flat()
  const rows = JSON.parse((await retable('diff', nano, '--json')).stdout) as Record<string, string>[]
  const [header, ...lines] = block
  const columns = ['reported', 'measured', 'difference', 'ci_low', 'ci_high', 'verdict', 'cell', 'reason']
  const picked = lines.filter(([table]) => table !== 'table')
  expect(picked.map((line) => columns.map((name) => line[header!.indexOf(name)]))).toEqual(
    rows.map((row) => columns.map((name) => row[name])),
  )
})

test('a file’s hostile texts stand in no form as they are', async () => {
  await mkdir(path.join(directory, 'hostile'))
  const head = 'paper,version,tier,cell,table,row,column,metric,unit,reported,measured,standard_error,n,difference,ci_low,ci_high,verdict,reason' // prettier-ignore
  const row = 'p,v1,replay,c,"T|<b>_1_",[=cmd\u001b[2J,X,m,%,1.0,1.0,,,0,,,"exact","\\input{x} $&# | `c`"'
  await writeFile(path.join(directory, 'hostile/diff.csv'), `${head}\n${row}\n`)
  const [md, latex, csv] = await Promise.all(
    ['md', 'latex', 'csv'].map(async (form) => (await retable('diff', 'hostile', '--to', form)).stdout),
  )
  expect(md).toContain('**T\\|\\<b\\>\\_1\\_**')
  expect(md).toContain('| \\[=cmd\\\\u001b\\[2J |')
  expect(md).toContain('exact: \\\\input\\{x\\} \\$\\&# \\| \\`c\\`')
  expect(latex).toContain('\\caption{T\\textbar{}\\textless{}b\\textgreater{}\\_1\\_}')
  expect(latex).toContain('    {[}=cmd\\textbackslash{}u001b[2J & ')
  expect(latex).toContain(
    '\\textbackslash{}input\\{x\\} \\$\\&\\# \\textbar{} \\textasciigrave{}c\\textasciigrave{}',
  )
  expect(csv).toContain('[=cmd\\u001b[2J')
  for (const text of [md, latex, csv]) expect(text!.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f]/)
})

test.each([
  [['list', '--to', 'html'], "argument 'html' is invalid. Allowed choices are md, latex, csv."],
  [['show', 'scpo', '--to'], "option '--to <form>' argument missing"],
  [['verdicts', '--to', 'md', '--json'], "option '--to <form>' cannot be used with option '--json'"],
  [['verdicts', 'scop'], 'there is no paper "scop"; did you mean scpo?'],
  [
    ['score', 'gsm8k', 'a_|b.jsonl', '--to', 'md', '--show', 'wrong'],
    '--show prints outputs, which are no table',
  ],
])('%j is a usage error', async (words, message) => {
  const { exitCode, stdout, stderr } = await retable(...words)
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message.replace(/\.$/, ''))
})

test('every verb that prints a table has --to, and says so', async () => {
  const verbs = [...new Set(commands.map(([[verb]]) => verb!))]
  expect(verbs.toSorted()).toEqual([
    'check',
    'diff',
    'list',
    'plan',
    'replay',
    'run',
    'score',
    'show',
    'verdicts',
  ])
  for (const verb of verbs) expect((await retable(verb, '--help')).stdout).toContain('--to <form>')
})

/** The rows of each table, without its header; a row as its cells. */
function markdownTables(text: string): string[][][] {
  const lines = text.split('\n').map((line) => (line.startsWith('|') ? cellsOf(line, /(?<!\\)\|/).slice(1, -1) : null)) // prettier-ignore
  const starts = lines.flatMap((line, i) => (line?.every((cell) => /^---:?$/.test(cell)) ? [i] : []))
  return starts.map((start) => {
    const end = lines.findIndex((line, i) => i > start && line === null)
    const rows = lines.slice(start + 1, end < 0 ? undefined : end) as string[][]
    for (const row of rows) expect(row).toHaveLength(lines[start]!.length)
    return rows
  })
}

function latexTables(text: string): string[][][] {
  expect(text).toMatch(/^% \\usepackage\{booktabs\}/)
  const count = (what: string) => text.split(what).length - 1
  for (const what of ['table', 'tabular']) expect(count(`\\begin{${what}}`)).toBe(count(`\\end{${what}}`))
  return [
    ...text.matchAll(
      /\\begin\{tabular\}\{([lr]+)\}\n {4}\\toprule\n.* \\\\\n {4}\\midrule\n([^]*?) {4}\\bottomrule\n/g,
    ),
  ].map(([, columns = '', body = '']) => {
    const rows = body
      .split('\n')
      .slice(0, -1)
      .map((line) => cellsOf(line.replace(/ \\\\$/, ''), /(?<!\\)&/))
    for (const row of rows) expect(row).toHaveLength(columns.length)
    return rows
  })
}

function cellsOf(line: string, between: RegExp): string[] {
  return line.split(between).map((cell) => cell.trim())
}

/** Blocks that empty lines part, by RFC 4180. */
function csvBlocks(text: string): string[][][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of `${text}\n`.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\n') rows.push([])
  }
  const blocks: string[][][] = [[]]
  // Behind the last line's end there is one more empty match.
  for (const row of rows.slice(0, -1)) {
    if (row.length === 1 && row[0] === '') blocks.push([])
    else blocks.at(-1)!.push(row)
  }
  return blocks.filter((block) => block.length > 0)
}
