import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawn } from './drawn.ts'
import { staleEquivalents } from '../equivalent.ts'
import { changeText } from './mutant.ts'
import { mutantsOf, withChange } from './mutants-of.ts'
import { withProbes } from '../reached/probes.ts'
import { openSources } from './program.ts'

function mutantsIn(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  const options = { strict: true, target: 'ESNext', module: 'NodeNext', types: [] }
  writeFileSync(join(folder, 'tsconfig.base.json'), JSON.stringify({ compilerOptions: options }))
  writeFileSync(join(folder, 'a.ts'), text)
  const sources = openSources(folder, ['a.ts'])
  const mutants = mutantsOf('a.ts', sources.file('a.ts'), sources.checker())
  return { sources, mutants, texts: mutants.map((mutant) => withChange(text, mutant)) }
}

test.each([
  ['export const f = (a: number, b: number) => a < b', 'export const f = (a: number, b: number) => a <= b'],
  ['export const f = (a: string[]) => a.slice(1)', 'export const f = (a: string[]) => a'],
  ['export const f = (a: number[]) => Math.max(...a)', 'export const f = (a: number[]) => Math.min(...a)'],
  ['export const f = (a?: number) => a ?? 3', 'export const f = (a?: number) => 3'],
  ['export const f = { a: 1, b: 2 }', 'export const f = { b: 2 }'],
  ['export const f = (a: object) => ({ ...a, b: 2 })', 'export const f = (a: object) => ({ b: 2 })'],
  [
    'export const f = (a: number, b: number) => g(a, b)',
    'export const f = (a: number, b: number) => g(b, a)',
  ],
  [
    'export const f = (p: { x: number; y: number }) => p.x',
    'export const f = (p: { x: number; y: number }) => p.y',
  ],
  ["export const f: 'a' | 'b' = 'a'", "export const f: 'a' | 'b' = 'b'"],
  ['export function f() { g() }', 'export function f() { {} }'],
])('%s becomes %s', (text, becomes) => {
  expect(mutantsIn(text).texts).toContain(becomes)
})

test('types, imports and the texts of errors are left alone', () => {
  const text = "import type { A } from './b.ts'\nexport type B = 1 | 2\nthrow new Error('a' + 1)"
  expect(mutantsIn(text).mutants.map(changeText)).toEqual(["throw new Error('a' + 1) → {}"])
})

test('what the compiler refuses is told, an unused name is not refused', () => {
  const { sources } = mutantsIn('export const f = (a: number) => a')
  expect(sources.refuses('a.ts', "export const f = (a: number): number => 'a'")).toBe(true)
  expect(sources.refuses('a.ts', 'export const f = (a: number) => 1')).toBe(false)
})

test('a probe says which function is come to, and changes nothing else', () => {
  const text = 'const f = (a) => (b) => a + b\nfunction g() { return f(1)(2) }\nreturn g()'
  const { sources } = mutantsIn(text)
  const reached: string[] = []
  const globals = globalThis as { __reached?: (name: string) => void }
  globals.__reached = (name) => reached.push(name)
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- code made here
  const result: unknown = new Function(withProbes('a.ts', sources.file('a.ts')))()
  delete globals.__reached
  expect(result).toBe(3)
  const at = (part: string) => `a.ts:${text.indexOf(part)}`
  expect(reached).toEqual(['a.ts:0', at('{ return'), at('(b) =>'), at('a + b')])
})

test('the draw is that of the seed, and what is refused is made up for', () => {
  const { mutants } = mutantsIn('export const f = [1, 2, 3, 4, 5, 6, 7]')
  const draw = (seed: string) => [...drawn(mutants, seed, 5, (one) => one.kind === 'exchange')]
  expect(draw('1')).toEqual(draw('1'))
  expect(draw('1')).not.toEqual(draw('2'))
  expect(draw('1').map((one) => one.kind)).not.toContain('exchange')
  expect(new Set(draw('1').map((one) => one.key)).size).toBe(5)
})

test('a reason stands for nothing once the declaration around its fault is another', () => {
  const [mutant] = mutantsIn('export const a = 5\nexport const b = 1').mutants
  const listed = [{ key: mutant!.key, file: 'a.ts', change: '5 → 6', reason: 'any number does' }]
  const stale = (text: string) => staleEquivalents(listed, mutantsIn(text).mutants, ['a.ts'], () => false)
  expect(stale('export const c = 2\nexport const a = 5')).toEqual([])
  expect(stale('export const a = 5 + 0')).toEqual(listed)
})
