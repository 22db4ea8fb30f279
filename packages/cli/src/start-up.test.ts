import path from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')

/** Prints the packages of node_modules that a command has loaded, on a last line of standard error. */
const tell = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module'
const loaded = new Set()
registerHooks({
  load(url, context, next) {
    const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]
    if (name) loaded.add(name)
    return next(url, context)
  },
})
process.on('exit', () => console.error([...loaded].sort().join(' ')))
`)}`

test.each([
  [['--help'], ['commander']],
  [
    ['show', 'scpo'],
    ['commander', 'csv-parse'],
  ],
  [
    ['check', 'scpo'],
    ['commander', 'csv-parse'],
  ],
  [['score', 'alpaca-eval', 'no-such-file.json'], ['commander']],
])('%j loads what it needs and no more', async (words, packages) => {
  const { stderr } = await execa(process.execPath, ['--import', tell, main, ...words], { reject: false })
  expect(stderr.split('\n').at(-1)?.split(' ')).toEqual(packages)
})

test('a replay of a paper starts no program, opens no archive of Git and no engine', async () => {
  const env = { RETABLE_MIRROR: '', RETABLE_STORE: path.join(import.meta.dirname, 'no-store') }
  const { stderr } = await execa(process.execPath, ['--import', tell, main, 'replay', 'llmcrit'], { env })
  const loaded = stderr.split('\n').at(-1)?.split(' ') ?? []
  expect(loaded.filter((name) => ['execa', 'simple-git', '@jax-js/jax'].includes(name))).toEqual([])
  expect(loaded).toContain('commander')
})
