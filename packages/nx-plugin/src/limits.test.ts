import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
/** What a test has that names no limit of its own, in milliseconds. */
const minute = 60_000
/** Limits that a test, a suite or a hook is given: as an option, or as the last argument. */
const limits = [/\btimeout: (?<ms>[\d_]+|Infinity)\b/, /^\s*\}, (?<ms>[\d_]+|Infinity)\)$/]

/** The lines of a test file with a limit of more than a minute and no comment above the line, or above its call. */
function unexplained(text: string): string[] {
  const lines = text.split('\n')
  return lines.filter((line, i) => {
    const ms = limits.map((limit) => limit.exec(line)?.groups?.['ms']).find((found) => found !== undefined)
    if (ms === undefined || Number(ms.replaceAll('_', '')) <= minute) return false
    const indentOf = (other: string) => /^\s*/.exec(other)![0].length
    // A limit that is the last argument ends a call as far to the left; an option on a line of its own, one further left.
    const isLast = line.trimStart().startsWith('}')
    const begins = lines.findLastIndex(
      (other, at) => at < i && /\S/.test(other) && indentOf(other) < indentOf(line) + (isLast ? 1 : 0),
    )
    const places = isLast || line.trimStart().startsWith('{') ? [i, begins] : [i]
    return !places.some((at) => lines[at - 1]?.trimStart().startsWith('// '))
  })
}

test('a limit of more than a minute has its reason above it', async () => {
  const exclude = (entry: string) => ['node_modules', 'fixtures'].includes(path.basename(entry))
  const patterns = ['packages', 'experiments', 'reproductions'].flatMap((folder) =>
    ['test', 'testing'].map((kind) => `${folder}/**/{*.,}${kind}.ts`),
  )
  const found: string[] = []
  let longest = 0
  for await (const file of glob(patterns, { cwd: root, exclude })) {
    const text = await readFile(path.join(root, file), 'utf8')
    longest += /timeout: \d{3}_000/.test(text) ? 1 : 0
    found.push(...unexplained(text).map((line) => `${file}: ${line.trim()}`))
  }
  expect(found).toEqual([])
  // Such files are there, and were read.
  expect(longest).toBeGreaterThan(5)
})

/** Written so that this file itself has none. */
const option = (ms: string) => `{ ${'timeout'}: ${ms} }`

test.each([
  [`test('x', ${option('60_000')}, () => {})`, false],
  [`// Why.\ntest('x', ${option('60_001')}, () => {})`, false],
  [`test('x', ${option('60_001')}, () => {})`, true],
  [`test(\n  'x',\n  ${option('Infinity')},\n)`, true],
  [`// Why.\ntest(\n  'x',\n  ${option('Infinity')},\n)`, false],
  [`test(\n  'x',\n  // Why.\n  ${option('Infinity')},\n)`, false],
  ['beforeAll(() => {\n  // Not of it.\n  run()\n}, 120_000)', true],
  ['// Why.\nbeforeAll(() => {\n  run()\n}, 120_000)', false],
])('%j lacks a reason: %j', (text, isLacking) => {
  expect(unexplained(text)).toHaveLength(isLacking ? 1 : 0)
})
