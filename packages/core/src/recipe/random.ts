import { createHash } from 'node:crypto'

/** A stream of numbers in [0, 1), the same for the same key on every machine. */
export type RandomStream = () => number

/**
 * A stream of its own for every key, however similar two keys are: the key's sha256 seeds sfc32
 * (Doty-Humphrey's small fast counting generator, 128 bits of state).
 */
export function randomStream(...key: readonly (string | number)[]): RandomStream {
  const digest = createHash('sha256').update(JSON.stringify(key)).digest()
  let a = digest.readInt32LE(0)
  let b = digest.readInt32LE(4)
  let c = digest.readInt32LE(8)
  let counter = digest.readInt32LE(12)
  return () => {
    const t = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 2 ** 32
  }
}

/** A whole number of 32 bits that stands for the stream of a key, where a seed is asked for. */
export function streamSeed(...key: readonly (string | number)[]): number {
  // A stream's numbers are multiples of 2^-32: this is whole.
  return randomStream('seed', ...key)() * 2 ** 32
}

/** A whole number from `least` to `most`, both included. */
export function randomInteger(random: RandomStream, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1))
}

/** The values in random order (Fisher-Yates). */
export function shuffled<T>(random: RandomStream, values: readonly T[]): T[] {
  const result = [...values]
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = randomInteger(random, 0, i)
    ;[result[i], result[j]] = [result[j] as T, result[i] as T]
  }
  return result
}

/** Standard normal numbers (Box-Muller). */
export function randomNormal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
