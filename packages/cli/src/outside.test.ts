import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')
let directory: string
/** A package outside the checkout, with no packages beside it. */
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-outside-'))
  await cp(path.join(import.meta.dirname, 'fixtures/small-paper'), path.join(directory, 'paper'), {
    recursive: true,
  })
})
afterAll(() => rm(directory, { recursive: true }))

function retable(...words: string[]) {
  return execa(process.execPath, [main, ...words], {
    cwd: directory,
    reject: false,
    env: { RETABLE_MIRROR: '', RETABLE_STORE: path.join(directory, 'store') },
  })
}

test('a paper outside the checkout may import its packages', async () => {
  const { exitCode, stderr, stdout } = await retable('plan', './paper')
  expect([stderr, exitCode]).toEqual(['', 0])
  expect(stdout).toContain('base/only')
})

/** Modules that cannot be loaded, the line to be named (null: none is known), and what is said. */
const broken: readonly [what: string, text: string, line: number | null, says: string][] = [
  ['syntax', 'export const a = 1\nexport const = 2\n', 2, 'cannot be loaded as a module'],
  ['a missing export', "\nimport { nope } from '@retable/core'\nnope()\n", 2, 'does not provide an export'],
  ['a missing package', "import 'no-such-package'\n", null, "Cannot find package 'no-such-package'"],
  ['a throw', "export const a = 1\n\nthrow new Error('not today')\n", 3, 'not today'],
]

test.each(broken)(
  'a module that cannot be loaded is a usage error with its place: %s',
  async (_, text, line, says) => {
    await mkdir(path.join(directory, 'broken'), { recursive: true })
    await writeFile(path.join(directory, 'broken/reproduction.ts'), text)
    await writeFile(path.join(directory, 'outputs.jsonl'), '{"id": "a", "gold": "b", "output": "b"}\n')
    for (const words of [
      ['plan', './broken'],
      ['score', './broken/reproduction.ts', 'outputs.jsonl'],
    ]) {
      const { exitCode, stderr } = await retable(...words)
      expect(stderr).toContain(`broken/reproduction.ts${line === null ? '' : `:${line}`}: cannot be loaded`)
      expect(stderr).toContain(says)
      expect(stderr.split('\n')).toHaveLength(1)
      expect(exitCode).toBe(2)
    }
  },
)

test('an error of a benchmark of one’s own names its file and function', async () => {
  const page = await readFile(path.join(import.meta.dirname, '../../../docs/add-a-benchmark.md'), 'utf8')
  for (const [, name, content] of page.matchAll(/`([\w-]+\.\w+)`:\n\n```\w+\n(.*?)\n```\n/gs)) {
    await writeFile(path.join(directory, name!), `${content}\n`)
  }
  const wrap = (name: string, change: string) =>
    writeFile(
      path.join(directory, `${name}.ts`),
      `import { benchmark as good } from './my-benchmark.ts'
const fail = () => { throw new TypeError('a slip') }
export const benchmark = { ...good, ${change} }\n`,
    )
  await wrap('grade', 'variants: good.variants.map((variant) => ({ ...variant, grade: fail }))')
  await wrap('itemId', 'itemId: fail')
  for (const name of ['grade', 'itemId']) {
    const { exitCode, stderr } = await retable('score', `./${name}.ts`, 'outputs.jsonl')
    expect(stderr).toBe(`retable: ${path.join(directory, name)}.ts: its ${name} threw: a slip`)
    expect(exitCode).toBe(2)
  }
  await wrap('readGold', 'readGold: fail')
  await writeFile(path.join(directory, 'gold.jsonl'), '{"id": "x", "gold": "b", "output": "b"}\n')
  const { exitCode, stderr } = await retable('score', './readGold.ts', 'gold.jsonl')
  expect(exitCode).toBe(2)
  expect(stderr).toContain('its "gold" cannot be read: a slip')
})
