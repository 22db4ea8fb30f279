import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, contentHash } from './canonical-json.ts'

/** The definition, in one call: what the kept hashes were made of. */
function atOnce(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    const entries = Object.entries(inner as Record<string, unknown>)
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const anything = fc.anything({
  withDate: true,
  withSparseArray: true,
  withNullPrototype: true,
  values: [fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.constant(undefined), fc.boolean()],
})

test('the text and the hash are those of the definition', () => {
  fc.assert(
    fc.property(anything, (value) => {
      fc.pre((atOnce(value) as string | undefined) !== undefined)
      expect(canonicalJson(value)).toBe(atOnce(value))
      expect(contentHash(value)).toBe(sha256(atOnce(value)))
    }),
    { numRuns: 2000 },
  )
})

test('a long text is hashed whole, wherever its pieces end', () => {
  // Pieces are hashed from 64 KiB on: one and many of them, short of an edge, at it and beyond.
  for (const length of [65_533, 65_534, 65_535, 70_000, 300_000]) {
    const values = [['x'.repeat(length)], Array.from({ length: length / 10 }, (_, i) => i)]
    for (const value of values) expect(contentHash(value)).toBe(sha256(atOnce(value)))
  }
})

test.each([
  [{ b: 1, a: [undefined, Number.NaN, -0] }, '{"a":[null,null,0],"b":1}'],
  [{ '10': 'x', '9': 'y', a: undefined }, '{"9":"y","10":"x"}'],
  [[{ toJSON: (key: string) => `key ${key}` }, new Date(0)], '["key 0","1970-01-01T00:00:00.000Z"]'],
  [{ lone: '\ud800', pair: '😀' }, '{"lone":"\\ud800","pair":"😀"}'],
])('%j', (value, text) => {
  expect(canonicalJson(value)).toBe(text)
  expect(atOnce(value)).toBe(text)
})

test('what has no text is refused', () => {
  expect(() => contentHash(undefined)).toThrow('undefined has no JSON text')
  expect(() => contentHash(() => 1)).toThrow('function has no JSON text')
  expect(() => contentHash({ a: 1n })).toThrow('BigInt')
})

test('a text longer than a string can be is hashed, and an iterator counts as its array', () => {
  const sample = { text: 'four words and more. '.repeat(500), tokens: 2000 }
  function* samples(count: number) {
    for (let i = 0; i < count; i += 1) yield { ...sample, i }
  }
  expect(contentHash({ samples: samples(100) })).toBe(contentHash({ samples: [...samples(100)] }))
  // 60,000 times 10,500 characters are more than the 536,870,888 of V8's longest string.
  const before = process.memoryUsage().rss
  expect(contentHash(samples(60_000))).toMatch(/^[0-9a-f]{64}$/)
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
})
