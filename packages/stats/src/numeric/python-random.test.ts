import { expect, test } from 'vitest'
import { pythonChoice, pythonRandom } from './python-random.ts'

// CPython 3.11, `random.Random(seed).random()`.
test.each([
  ['is_switched_outputsa0', 0.7190584986555104],
  ['is_switched_outputs2+20', 0.28642635449077236],
  [
    'is_switched_outputsWhat are the names of some famous actors that started their careers on Broadway?0',
    0.7568804589113483,
  ],
])('Random(%j).random() is %d', (seed, first) => {
  expect(pythonRandom(seed)()).toBe(first)
  expect(pythonChoice(seed, [false, true])).toBe(first >= 0.5)
})

test('a zero byte in front is part of the number and adds nothing to it', () => {
  // CPython 3.11: random.Random(text).random().
  expect(pythonRandom('\0')()).toBe(0.761237843064138)
  expect(pythonRandom('\0'.repeat(4))()).toBe(0.6816116117658879)
  expect(pythonRandom('\0a')()).toBe(0.33944202963739156)
  expect(pythonRandom(`${'\0'.repeat(8)}x`)()).toBe(0.49183704263631955)
})

test('a text of any length seeds, the empty one too', () => {
  for (const text of ['', '\u0000', 'é😀', 'x'.repeat(10_000)]) {
    const first = pythonRandom(text)()
    expect(first).toBeGreaterThanOrEqual(0)
    expect(first).toBeLessThan(1)
    expect(pythonRandom(text)()).toBe(first)
  }
})
