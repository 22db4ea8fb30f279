import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')

/** Notes that it was started, leaves the outputs of its target, and fails where it is told to. */
const standIn = `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
const words = process.argv.slice(3)
const at = words.indexOf('--only')
const target = words[at + 1]
const projects = {}
for (const project of words.slice(0, at)) {
  appendFileSync('../started', project + ' ' + target + '\\n')
  const name = project === '.' ? 'workspace' : project
  const outcomes = '.retable/outcomes/' + name
  mkdirSync(outcomes, { recursive: true })
  writeFileSync(outcomes + '/' + target.replaceAll(':', '-') + '.json', '{}')
  if (target === 'typecheck') {
    const types = '.retable/types/' + name
    mkdirSync(types, { recursive: true })
    writeFileSync(types + '/index.d.ts', 'export declare const a: number')
  }
  // A fault of format in one project.
  projects[project] = { success: !(target === 'format' && project === 'packages/b'), text: '' }
}
if (words.includes('--json')) console.log(JSON.stringify({ projects }))
if (target.startsWith('test:parity')) process.exitCode = 3
`

/** A workspace of two packages, the second over the first, with this checkout's Nx and a stand-in for its CLI. */
let workspace: string
let published: string
beforeAll(async () => {
  const scratch = await mkdtemp(path.join(tmpdir(), 'retable-gate-'))
  workspace = path.join(scratch, 'workspace')
  published = path.join(scratch, 'published')
  await mkdir(workspace)
  for (const file of [
    'nx.json',
    'tsconfig.base.json',
    'vitest.config.ts',
    'eslint.config.js',
    'package-lock.json',
  ]) {
    await cp(path.join(root, file), path.join(workspace, file))
  }
  await symlink(path.join(root, 'node_modules'), path.join(workspace, 'node_modules'))
  const inputs = 'packages/nx-plugin/src/inputs'
  await cp(path.join(root, inputs), path.join(workspace, inputs), { recursive: true })
  const dependent = { name: '@retable/b', dependencies: { '@retable/a': '1.0.0' } }
  const reads = { namedInputs: { reads: ['{workspaceRoot}/docs/**/*'] } }
  const files = {
    'package.json': { name: 'retable', private: true, type: 'module', workspaces: ['packages/*'] },
    '.gitignore': 'node_modules/\n.retable/\n.nx/\n',
    'packages/cli/src/main.ts': standIn,
    'packages/a/package.json': { name: '@retable/a', version: '1.0.0' },
    'packages/a/src/index.ts': 'export const a = 1\n',
    'packages/a/src/a.test.ts': '',
    'packages/b/package.json': { ...dependent, version: '1.0.0', nx: reads },
    'packages/b/src/index.ts': '',
    'packages/b/src/b.test.ts': '',
    'packages/b/src/b.golden.test.ts': '',
    'packages/b/src/b.parity.test.ts': '',
    'docs/page.md': 'A page.\n',
  }
  for (const [file, content] of Object.entries(files)) await write(file, content)
  await mkdir(published)
  await writeFile(path.join(published, 'outputs'), 'before')
})
afterAll(() => rm(path.dirname(workspace), { recursive: true }))

async function write(file: string, content: string | object): Promise<void> {
  await mkdir(path.dirname(path.join(workspace, file)), { recursive: true })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  await writeFile(path.join(workspace, file), text)
}

/** Runs the gate's targets and gives those of the two packages that were not taken from the cache. */
async function started(): Promise<string[]> {
  const log = path.join(path.dirname(workspace), 'started')
  await writeFile(log, '')
  await rm(path.join(workspace, '.retable/outcomes'), { recursive: true, force: true })
  const words = ['run-many', '--targets', 'typecheck,lint,format,test,test:golden,test:parity:src-b']
  const program = path.join(root, 'node_modules/nx/dist/bin/nx.js')
  const env = {
    ...process.env,
    PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}`,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    RETABLE_GOLDEN: published,
  }
  await new Promise<void>((resolve) => {
    execFile(process.execPath, [program, ...words], { cwd: workspace, env }, () => {
      resolve()
    })
  })
  const lines = (await readFile(log, 'utf8')).split('\n')
  return lines.filter((line) => /^packages\/[ab] /.test(line)).toSorted()
}

test(
  'a target runs again when something that it reads changes, and else not',
  // Nx runs whole targets of a copied checkout, several times.
  { timeout: 300_000 },
  async () => {
    // What fails is never kept.
    const format = 'packages/b format'
    const parity = 'packages/b test:parity:src-b'
    expect(await started()).toHaveLength(10)
    expect(await started()).toEqual([format, parity])
    const outcome = '.retable/outcomes/packages/b/test-golden.json'
    expect(await readFile(path.join(workspace, outcome), 'utf8')).toBe('{}')

    // The declarations of a stay as they are, so the types of b need no check; lint reads sources.
    await write('packages/a/src/index.ts', 'export const a = 2\n')
    expect(await started()).toEqual([
      'packages/a format',
      'packages/a lint',
      'packages/a test',
      'packages/a typecheck',
      format,
      'packages/b lint',
      'packages/b test',
      'packages/b test:golden',
      parity,
    ])

    await write('packages/a/src/a.test.ts', '// changed\n')
    expect((await started()).filter((line) => line.startsWith('packages/b'))).toEqual([format, parity])

    await writeFile(path.join(published, 'outputs'), 'behind')
    expect(await started()).toEqual([format, 'packages/b test:golden', parity])

    await write('docs/page.md', 'Another page.\n')
    expect(await started()).toEqual([format, 'packages/b test', 'packages/b test:golden', parity])
  },
)
