import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')

/** Prints the packages that a command has loaded, retable's own by their folder, on a last line of standard error. */
const tell = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module'
const loaded = new Set()
registerHooks({
  load(url, context, next) {
    if (url.endsWith('/undici/index.js')) loaded.add('undici/index.js')
    const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1] ?? /packages\\/[^/]+/.exec(url)?.[0]
    if (name) loaded.add(name)
    return next(url, context)
  },
})
process.on('exit', () => {
  if (process.moduleLoadList.includes('NativeModule internal/deps/undici/undici')) loaded.add('fetch')
  console.error([...loaded].sort().join(' '))
})
`)}`

test.each([
  ['--help', 0, ['commander', 'packages/cli']],
  ['show scpo', 0, ['commander', 'csv-parse', ...ofRooms('cli core evaluators harness report stats')]],
  ['verdicts scpo', 0, ['commander', 'csv-parse', ...ofRooms('cli core evaluators harness report stats')]],
  ['check scpo', 0, ['commander', 'csv-parse', ...ofRooms('cli core evaluators harness report stats')]],
  [
    'score alpaca-eval no-such-file.json',
    2,
    ['commander', ...ofRooms('assets cli core evaluators harness report stats')],
  ],
])('%s loads what it needs and no more', async (words, code, packages) => {
  const { stderr, exitCode } = await execa(process.execPath, ['--import', tell, main, ...words.split(' ')], {
    reject: false,
  })
  expect(exitCode).toBe(code)
  expect(stderr.split('\n').at(-1)?.split(' ')).toEqual(packages)
})

function ofRooms(names: string): string[] {
  return names.split(' ').map((name) => `packages/${name}`)
}

test('an evaluation loads no reader of files, no fetch of Node’s own, and of undici the client alone', async () => {
  const store = await mkdtemp(path.join(tmpdir(), 'retable-start-'))
  const words = ['eval', 'gsm8k', '--model', 'm', '--base-url', 'no-address']
  const { stderr } = await execa(process.execPath, ['--import', tell, main, ...words], {
    env: { RETABLE_STORE: store },
    reject: false,
  })
  await rm(store, { recursive: true })
  const loaded = stderr.split('\n').at(-1)?.split(' ') ?? []
  expect(loaded).toContain('undici')
  expect(loaded.filter((name) => ['undici/index.js', 'fetch', 'packages/readers'].includes(name))).toEqual([])
})

test('a replay of a paper starts no program, opens no archive of Git and no engine', async () => {
  const env = { RETABLE_MIRROR: '', RETABLE_STORE: path.join(import.meta.dirname, 'no-store') }
  const { stderr } = await execa(process.execPath, ['--import', tell, main, 'replay', 'llmcrit'], { env })
  const loaded = stderr.split('\n').at(-1)?.split(' ') ?? []
  expect(loaded.filter((name) => ['execa', 'simple-git', '@jax-js/jax'].includes(name))).toEqual([])
  expect(loaded).toContain('commander')
})
