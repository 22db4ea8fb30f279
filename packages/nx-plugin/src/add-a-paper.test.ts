import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FsTree } from 'nx/src/generators/tree'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generatePaper } from './generate-paper.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const packageFolder = 'reproductions/tiny-paper'

/** A folder with this checkout's packages and nothing else, in which the page's steps are taken. */
let copy: string
beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), 'retable-paper-'))
  for (const folder of ['node_modules', 'packages']) {
    await symlink(path.join(root, folder), path.join(copy, folder))
  }
  await writeFile(path.join(copy, 'package.json'), '{ "type": "module" }\n')
  await writeFile(path.join(copy, 'nx.json'), '{ "analytics": false, "neverConnectToCloud": true }\n')
  await copyFile(path.join(root, 'tsconfig.base.json'), path.join(copy, 'tsconfig.base.json'))
  await writeFile(path.join(copy, 'vitest.config.ts'), 'export default { test: {} }\n')
})
afterAll(() => rm(copy, { recursive: true }))

/** Runs a program of the checkout in the copy. */
function run(file: string, ...words: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', NX_DAEMON: 'false' }
  return new Promise((resolve) => {
    const command = [path.join(root, file), ...words]
    execFile(process.execPath, command, { cwd: copy, env }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr })
    })
  })
}
const retable = (verb: string) => run('packages/cli/src/main.ts', verb, `./${packageFolder}`)
const ownTest = () => run('node_modules/vitest/vitest.mjs', 'run', packageFolder)

test('the steps of docs/add-a-paper.md do what the page says', { timeout: 60_000 }, async () => {
  const page = await readFile(path.join(root, 'docs/add-a-paper.md'), 'utf8')
  const file = (name: string) => path.join(copy, packageFolder, name)
  const printed = [...page.matchAll(/```console\n\$ \.\/retable (\w+) tiny-paper\n([^]*?)```/g)].map(
    ([, verb = '', output = '']) => ({ verb, output }),
  )
  expect(printed.map(({ verb }) => verb)).toEqual(['show', 'check', 'check', 'replay'])

  const [, line = ''] = /^\$ \.\/retable nx (g .*)$/m.exec(page) ?? []
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word = '']) => quoted ?? word)
  const made = await run('node_modules/nx/dist/bin/nx.js', ...words)
  expect(made.code, made.output).toBe(0)
  const empty = await ownTest()
  expect(empty.code).not.toBe(0)
  expect(empty.output).toContain('no cell is in reported.csv yet')
  expect(empty.output).toContain('no claim is in claims.ts yet')
  expect(empty.output).toContain('nothingReleased still has to be written')

  for (const [, name = '', text = ''] of page.matchAll(/^`([\w.]+)`:\n\n```\w+\n([^]*?)```/gm)) {
    await writeFile(file(name), text)
  }
  expect(await retable('show')).toEqual({ code: 0, output: printed[0]!.output })
  expect(await retable('check')).toEqual({ code: 1, output: printed[1]!.output })

  const [, known = ''] = /```ts known\n([^]*?)```/.exec(page) ?? []
  const last = "    difference: 'table-1/trained/gain',\n"
  const relations = await readFile(file('relations.ts'), 'utf8')
  await writeFile(file('relations.ts'), relations.replace(last, last + known))
  expect(await retable('check')).toEqual({ code: 0, output: printed[2]!.output })
  expect(await retable('replay')).toEqual({ code: 0, output: printed[3]!.output })
  const full = await ownTest()
  expect(full.code, full.output).toBe(0)
})

test('an id that is none and a folder that is there are refused', () => {
  const tree = new FsTree(root, false)
  expect(() => generatePaper(tree, { id: 'Two Words' })).toThrow('"Two Words" is no id')
  expect(() => generatePaper(tree, { id: 'iterative-rpo' })).toThrow(
    'reproductions/iterative-rpo is there already',
  )
  expect(() => generatePaper(tree, { id: 'new', arxiv: 'abc' })).toThrow('"abc" is no arXiv id')
  expect(tree.listChanges()).toEqual([])
})
