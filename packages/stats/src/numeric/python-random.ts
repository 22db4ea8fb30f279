import { createHash } from 'node:crypto'
import { MersenneTwister } from './mersenne-twister.ts'

/**
 * What CPython's `random.Random(text).random` gives: the text's UTF-8 bytes and their sha512, read as one big-endian
 * number, seed MT19937 by `init_by_array`; each number in [0, 1) takes 53 bits from two draws.
 */
export function pythonRandom(text: string): () => number {
  const utf8 = Buffer.from(text, 'utf8')
  const key = wordsOf(Buffer.concat([utf8, createHash('sha512').update(utf8).digest()]))
  const generator = new MersenneTwister(key)
  return () => {
    const high = generator.uint32() >>> 5
    const low = generator.uint32() >>> 6
    return (high * 67108864 + low) / 2 ** 53
  }
}

/** The first of CPython's `random.Random(text).choices(values)`. */
export function pythonChoice<T>(text: string, values: readonly T[]): T {
  return values[Math.floor(pythonRandom(text)() * values.length)]!
}

/** A big-endian number's 32-bit words, lowest first, without leading zeros. */
function wordsOf(bytes: Buffer): Uint32Array {
  const padded = Buffer.concat([Buffer.alloc((4 - (bytes.length % 4)) % 4), bytes])
  const words: number[] = []
  for (let at = padded.length - 4; at >= 0; at -= 4) words.push(padded.readUInt32BE(at))
  while (words.length > 1 && words.at(-1) === 0) words.pop()
  return Uint32Array.from(words)
}
