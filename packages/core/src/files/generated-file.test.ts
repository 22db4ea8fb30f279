import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { betweenMarkers, renew } from './generated-file.ts'

let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'retable-generated-'))
  file = path.join(folder, 'file.md')
})
afterAll(() => rmSync(folder, { recursive: true }))

const [args, exitCode] = [process.argv, process.exitCode]
const said: string[] = []
beforeEach(() => {
  said.length = 0
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  process.argv = args
  process.exitCode = exitCode
})

/** What a generator with this option leaves: its exit code, the file, and what it said. */
function renewed(option: string, current: string, content: string) {
  writeFileSync(file, current)
  process.argv = ['node', 'generator.ts', option]
  process.exitCode = undefined
  renew(file, content)
  return [process.exitCode ?? 0, readFileSync(file, 'utf8'), said.join('\n')]
}

test('to write brings the file up to date; to check leaves it, and fails if it is not', () => {
  expect(renewed('--write', 'old\n', 'new\n')).toEqual([0, 'new\n', ''])
  expect(renewed('--check', 'new\n', 'new\n')).toEqual([0, 'new\n', ''])
  const name = path.relative(process.cwd(), file)
  const sentence = `${name}:1: is not current; ./retable test --write renews it`
  expect(renewed('--check', 'old\n', 'new\n')).toEqual([1, 'old\n', sentence])
})

test.each([
  ['a\nb\nc', 'a\nB\nC', 2],
  ['a\nb', 'a\nb\nc', 2],
  ['a\nb\nc', 'a\nb', 3],
  ['a\nb', 'a\nb\n', 2],
])('%j instead of %j: line %i is named', (current, content, line) => {
  const [, , sentence] = renewed('--check', current, content)
  expect(sentence).toContain(`file.md:${line}: is not current`)
})

test('a file that is not there is written, or is not current', () => {
  const absent = path.join(folder, 'absent.md')
  process.argv = ['node', 'generator.ts', '--check']
  renew(absent, 'a\n')
  expect([process.exitCode, said.length]).toEqual([1, 1])
  process.argv = ['node', 'generator.ts', '--write']
  renew(absent, 'a\n')
  expect(readFileSync(absent, 'utf8')).toBe('a\n')
  // What cannot be read for any other reason is no empty file.
  expect(() => betweenMarkers(folder, 'table', 'a\n')).toThrow('EISDIR')
})

test('only what stands between the markers is replaced', () => {
  const marked = (inner: string) => `head\n<!-- table -->\n${inner}<!-- end of table -->\ntail\n`
  for (const inner of ['', 'old\nrows\n']) {
    writeFileSync(file, marked(inner))
    expect(betweenMarkers(file, 'table', 'new\n')).toBe(marked('new\n'))
  }
  writeFileSync(file, '<!-- table -->\nat once<!-- end of table -->')
  expect(betweenMarkers(file, 'table', '')).toBe('<!-- table -->\n<!-- end of table -->')
})

test.each(['', '<!-- table -->\n', '<!-- end of table -->', '<!-- end of table --><!-- table -->\n'])(
  '%j lacks the markers',
  (text) => {
    writeFileSync(file, text)
    expect(() => betweenMarkers(file, 'table', 'new')).toThrow('file.md lacks the markers "table"')
  },
)
