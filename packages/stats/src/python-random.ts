import { createHash } from 'node:crypto'

const size = 624
const period = 397

/** The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998): a stream of unsigned 32-bit numbers. */
export function mt19937(state: Uint32Array): () => number {
  let next = size
  return () => {
    if (next === size) {
      regenerate(state)
      next = 0
    }
    let y = state[next++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
}

/** The state that the reference implementation's `init_genrand` makes of one number; std::mt19937 does the same. */
export function mt19937State(seed: number): Uint32Array {
  const state = new Uint32Array(size)
  state[0] = seed
  for (let i = 1; i < size; i += 1) {
    const before = state[i - 1]!
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i
  }
  return state
}

/**
 * What CPython's `random.Random(text).random` gives: the text's UTF-8 bytes and their sha512, read as one big-endian
 * number, seed MT19937 by `init_by_array`; each number in [0, 1) takes 53 bits from two draws.
 */
export function pythonRandom(text: string): () => number {
  const utf8 = Buffer.from(text, 'utf8')
  const draw = mt19937(
    stateOfArray(wordsOf(Buffer.concat([utf8, createHash('sha512').update(utf8).digest()]))),
  )
  return () => {
    const high = draw() >>> 5
    const low = draw() >>> 6
    return (high * 67108864 + low) / 2 ** 53
  }
}

/** The first of CPython's `random.Random(text).choices(values)`. */
export function pythonChoice<T>(text: string, values: readonly T[]): T {
  return values[Math.floor(pythonRandom(text)() * values.length)]!
}

function regenerate(state: Uint32Array): void {
  for (let i = 0; i < size; i += 1) {
    const y = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff)
    state[i] = state[(i + period) % size]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
  }
}

/** A big-endian number's 32-bit words, lowest first, without leading zeros. */
function wordsOf(bytes: Buffer): Uint32Array {
  const padded = Buffer.concat([Buffer.alloc((4 - (bytes.length % 4)) % 4), bytes])
  const words: number[] = []
  for (let at = padded.length - 4; at >= 0; at -= 4) words.push(padded.readUInt32BE(at))
  while (words.length > 1 && words.at(-1) === 0) words.pop()
  return Uint32Array.from(words)
}

/** `init_by_array` of the reference implementation. */
function stateOfArray(key: Uint32Array): Uint32Array {
  const state = mt19937State(19650218)
  let i = 1
  const advance = () => {
    i += 1
    if (i < size) return
    state[0] = state[size - 1]!
    i = 1
  }
  const mixed = (factor: number) => {
    const before = state[i - 1]!
    return state[i]! ^ Math.imul(before ^ (before >>> 30), factor)
  }
  for (let k = 0, j = 0; k < Math.max(size, key.length); k += 1, j = (j + 1) % key.length) {
    state[i] = mixed(1664525) + key[j]! + j
    advance()
  }
  for (let k = 0; k < size - 1; k += 1) {
    state[i] = mixed(1566083941) - i
    advance()
  }
  state[0] = 0x80000000
  return state
}
