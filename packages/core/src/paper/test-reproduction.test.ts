import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'

const contract = {
  named: 'it is named as its folder, and its texts are filled in',
  columns: 'reported.csv has the columns and at least one cell',
  texts: 'every cell says where it stands and what was read',
  claims: 'there are claims, and all that names a cell names one that exists',
  nothing: 'without a replay it says why nothing can be recomputed',
  replay: 'each cell is recomputed once, or has a reason why not',
} as const

const header = 'cell,version,table,row,column,metric,value,unit,n,setting,read_from,source'
const row = 'a,v1,Table 1,r,x,accuracy,1,%,,,full text,Table 1'
const paper = `title: 'T', authors: 'A', arxiv: '2401.00001v1', versions: [{ version: 'v1', read: 'all' }]`
const claim = `{ id: 'C1', statement: 's', cells: ['a'] }`
const nothing = `nothingReleased: 'none is public'`
const replay = (cells: string, why: string, rest = '') =>
  `replay: { groups: [{ cells: ${cells} }], whyNotRecomputed: () => ${why} }, ${rest}`

interface Made {
  readonly id?: string
  readonly paper?: string
  readonly csv?: string
  readonly claims?: string
  readonly released?: string
}
const without = (column: string) => {
  const at = header.split(',').indexOf(column)
  return { csv: `${header}\n${row.split(',').with(at, ' ').join(',')}\n` }
}
type Broken = keyof typeof contract
/** By folder: what is not as in a sound paper, and the tests that say so; none if it is sound. */
const papers: Readonly<Record<string, readonly [Broken | readonly Broken[] | null, Made]>> = {
  sound: [null, {}],
  'sound-replay': [null, { released: replay(`['a']`, `''`) }],
  'sound-reason': [null, { released: replay('[]', `'no file'`) }],
  'sound-accents': [
    null,
    { csv: `${header}\n${row.replace('a', 'ä')}\n`, claims: claim.replace(`'a'`, `'ä'`) },
  ],
  'sound-unversioned': [null, { paper: paper.replace('00001v1', '0001') }],
  moved: ['named', { id: 'elsewhere' }],
  'no-arxiv': ['named', { paper: paper.replace('2401', 'arXiv:2401') }],
  'no-title': ['named', { paper: paper.replace(`'T'`, `' '`) }],
  'no-authors': ['named', { paper: paper.replace(`'A'`, `'TODO'`) }],
  'no-versions': [['named', 'claims'], { paper: paper.replace(/versions: .*/, 'versions: []') }],
  'no-cells': ['columns', { csv: `${header}\n`, claims: claim.replace(`'a'`, '') }],
  'no-version': ['texts', { ...without('version'), paper: paper.replace(`'v1'`, `' '`) }],
  reordered: [
    'columns',
    {
      csv: `${header.replace('row,column', 'column,row')}\n${row}\n`,
    },
  ],
  ...Object.fromEntries(
    ['table', 'row', 'column', 'metric', 'read_from', 'source'].map((column) => {
      return [`no-${column}`, ['texts', without(column)] as const]
    }),
  ),
  'no-claims': ['claims', { claims: '' }],
  'unknown-cell': ['claims', { claims: claim.replace(`'a'`, `'b'`) }],
  'no-word': ['nothing', { released: '' }],
  'blank-word': ['nothing', { released: `nothingReleased: ' '` }],
  'todo-word': ['nothing', { released: `nothingReleased: 'TODO: say why'` }],
  both: ['replay', { released: replay(`['a']`, `''`, nothing) }],
  twice: ['replay', { released: replay(`['a', 'a']`, `''`) }],
  'no-reason': ['replay', { released: replay('[]', `' '`) }],
}

let root: string
/** By folder: the tests that failed. */
const failed: Record<string, string[]> = {}
/** By folder: what the tests stand under. */
const groups: Record<string, string[]> = {}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly title: string
      readonly ancestorTitles: readonly string[]
    }[]
  }[]
}

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'retable-contract-'))
  const from = fileURLToPath(new URL('./test-reproduction.ts', import.meta.url))
  for (const [folder, [, made]] of Object.entries(papers)) {
    const at = path.join(root, folder)
    await mkdir(at)
    await writeFile(path.join(at, 'reported.csv'), made.csv ?? `${header}\n${row}\n`)
    const text = `import { testReproduction } from ${JSON.stringify(from)}
testReproduction(import.meta.dirname, {
  paper: { id: '${made.id ?? folder}', ${made.paper ?? paper} },
  claims: [${made.claims ?? claim}],
  ${made.released ?? nothing}
})
`
    await writeFile(path.join(at, 'reproduction.test.ts'), text)
  }
  const vitest = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  )
  const report = path.join(root, 'report.json')
  const options = [
    'run',
    '--root',
    root,
    '--no-isolate',
    '--maxWorkers=1',
    '--reporter=json',
    '--outputFile',
    report,
  ]
  const child = spawn(process.execPath, [vitest, ...options], { stdio: 'ignore' })
  await once(child, 'exit')
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as Report
  for (const { name, assertionResults } of testResults) {
    expect(assertionResults.length, name).toBeGreaterThan(0)
    const those = assertionResults.filter(({ status }) => status === 'failed')
    const folder = path.basename(path.dirname(name))
    failed[folder] = those.map(({ title }) => title)
    groups[folder] = [...new Set(assertionResults.flatMap(({ ancestorTitles }) => ancestorTitles))]
  }
}, 60_000)
afterAll(() => rm(root, { recursive: true }))

test.each(Object.entries(papers))('%s: only what it breaks says so', (folder, [broken, { id = folder }]) => {
  const those = broken === null ? [] : [broken].flat()
  expect(failed[folder]).toEqual(those.map((name) => contract[name]))
  expect(groups[folder]).toEqual([`${id} keeps the contract of papers`])
})
