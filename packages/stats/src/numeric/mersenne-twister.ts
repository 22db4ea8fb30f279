const size = 624
const middle = 397

/** Draws whole numbers, each of 0 … bound − 1 with the same chance. */
export interface RandomIntegers {
  readonly integer: (bound: number) => number
}

/**
 * MT19937 (Matsumoto & Nishimura 1998, ACM TOMACS 8(1)) as NumPy's legacy `RandomState` uses it: `np.random.seed(k)`
 * with an integer seeds by `init_genrand`, and `randint`, `choice` with replacement and pandas' `sample(frac=1,
 * replace=True)` draw whole numbers by mask and rejection. The same seed gives the same numbers as there. A key of
 * 32-bit words seeds by `init_by_array`, as CPython's `random` does.
 */
export class MersenneTwister implements RandomIntegers {
  readonly #state = new Uint32Array(size)
  #next = size

  /** @param seed - a whole number from 0 to 2^32 − 1, or a key of at least one word */
  constructor(seed: number | Uint32Array) {
    if (typeof seed === 'number') this.#seed(seed)
    else this.#seedByArray(seed)
  }

  #seed(seed: number): void {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(`a seed is a whole number from 0 to 2^32 - 1, not ${seed}`)
    }
    this.#state[0] = seed
    for (let i = 1; i < size; i++) {
      const before = this.#state[i - 1]!
      this.#state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i
    }
  }

  /** The next 32 bits, as a number from 0 to 2^32 − 1. */
  uint32(): number {
    if (this.#next === size) this.#twist()
    let bits = this.#state[this.#next++]!
    bits ^= bits >>> 11
    bits ^= (bits << 7) & 0x9d2c5680
    bits ^= (bits << 15) & 0xefc60000
    return (bits ^ (bits >>> 18)) >>> 0
  }

  /**
   * A whole number below `bound`: the low bits that can hold bound − 1, drawn again until they are below it. A bound
   * of 1 takes nothing from the stream, as in NumPy.
   *
   * @param bound - from 1 to 2^32
   */
  integer(bound: number): number {
    const most = bound - 1
    if (!Number.isInteger(bound) || most < 0 || most > 0xffffffff) {
      throw new RangeError(`a bound is a whole number from 1 to 2^32, not ${bound}`)
    }
    if (most === 0) return 0
    const mask = 0xffffffff >>> Math.clz32(most)
    for (;;) {
      const drawn = (this.uint32() & mask) >>> 0
      if (drawn <= most) return drawn
    }
  }

  #seedByArray(key: Uint32Array): void {
    if (key.length === 0) throw new RangeError('a key has at least one word')
    this.#seed(19650218)
    const state = this.#state
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
  }

  #twist(): void {
    const state = this.#state
    for (let i = 0; i < size; i++) {
      const bits = (state[i]! & 0x80000000) | (state[(i + 1) % size]! & 0x7fffffff)
      state[i] = state[(i + middle) % size]! ^ (bits >>> 1) ^ (bits & 1 ? 0x9908b0df : 0)
    }
    this.#next = 0
  }
}
