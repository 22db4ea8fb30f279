import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { benchmark as gsm8k } from '../gsm8k/benchmark.ts'
import { benchmark } from './benchmark.ts'
import { equivalent } from './checker/equivalent.ts'

/** Longest time that one input may take, in milliseconds. */
const longest = 1000

/**
 * What the sources look for: the fixed texts in their strings and patterns. A pattern that tries one reading after
 * another does so on texts made of these.
 */
function fragments(): string[] {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const found = new Set<string>()
  for (const file of sources) {
    const source = readFileSync(path.join(import.meta.dirname, file), 'utf8').replace(
      /\/\*\*[^]*?\*\/|\/\/.*/g,
      '',
    )
    for (const [, quoted = ''] of source.matchAll(/['`]((?:[^'`\\\n]|\\.){1,40})['`]/g)) {
      found.add(quoted.replaceAll('\\\\', '\\'))
    }
    for (const [, pattern = ''] of source.matchAll(/\/((?:[^/\\\n]|\\.)+)\/[a-z]*[,.)\]]/g)) {
      const literal = pattern.replace(/\\[dwsbp](?:\{\w+\})?/g, '0').replace(/\\(.)/g, '$1')
      for (const part of literal.split(/\(\?<?[:=!]|[()[\]|?*^$]|\{\d.*?\}/)) if (part !== '') found.add(part)
    }
  }
  return [...found, '$2$ and ', '$2$,', '1', ' ', '\n', '1 ', 'a', '_a', 'and ', '{', '(', '\\boxed{1} and ']
}

// Loading the LaTeX parser is no part of what an input costs.
beforeAll(() => {
  equivalent('x+1', '1+x')
})

const variants = [...benchmark.variants, ...gsm8k.variants]

/** Milliseconds of this thread's processor time: other work on the machine does not count. */
function processorTime(run: () => unknown): number {
  const start = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(start)
  return (user + system) / 1000
}

/** The slowest of all ways in which a text can be handed in. */
function slowest(text: string): readonly [string, number] {
  let worst: readonly [string, number] = ['', 0]
  const timed = (name: string, run: () => unknown) => {
    // Once more where it took long: what is slow by itself is slow twice.
    const first = processorTime(run)
    const took = first > longest ? Math.min(first, processorTime(run)) : first
    if (took > worst[1]) worst = [name, took]
  }
  const outputs = [text, `\\boxed{${text}}`, `The final answer is ${text}`, `{"answer": "${text}/"}`]
  for (const output of outputs) {
    for (const { id, grade } of variants) timed(id, () => grade(output, { gold: '2' }))
    timed('gold', () => equivalent('2x', output))
  }
  return worst
}

// More than 300 texts in three lengths are read in dozens of ways.
test('every text that a source looks for is read in time when it is repeated', { timeout: 300_000 }, () => {
  const all = fragments()
  expect(all.length).toBeGreaterThan(300)
  for (const fragment of all) {
    for (const size of [200, 590, 10_000]) {
      const [variant, took] = slowest(fragment.repeat(Math.ceil(size / fragment.length)).slice(0, size) + 'x')
      expect(took, `${variant}: ${size} characters of ${JSON.stringify(fragment)}`).toBeLessThan(longest)
    }
  }
})

// 200 texts are read in dozens of ways.
test('and so are mixtures of them', { timeout: 300_000 }, () => {
  const unit = fc.array(fc.constantFrom(...fragments()), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(unit, fc.constantFrom(200, 590, 10_000), (parts, size) => {
      const text = parts.join('').repeat(size).slice(0, size)
      return slowest(text)[1] < longest
    }),
    { numRuns: 200 },
  )
})
