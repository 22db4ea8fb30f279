/** Turns texts into token numbers and back; a token is a fixed piece of text. */
export interface Tokenizer {
  /** Number of logits: the tokens, padded to a multiple of 8 for the matrix kernels. */
  readonly size: number
  readonly pad: number
  readonly end: number
  /** @throws RangeError with the first place that no token fits */
  readonly encode: (text: string) => number[]
  readonly decode: (tokens: readonly number[]) => string
}

/**
 * A tokenizer over given pieces of text; at each place the longest piece that fits is taken. Token 0 pads, token 1
 * ends a completion; the pieces follow in their order.
 */
export function tokenizerOf(pieces: readonly string[]): Tokenizer {
  const first = 2
  const number = new Map(pieces.map((piece, i) => [piece, first + i]))
  const lengths = [...new Set(pieces.map((piece) => piece.length))].sort((a, b) => b - a)
  return {
    size: Math.ceil((first + pieces.length) / 8) * 8,
    pad: 0,
    end: 1,
    encode(text) {
      const tokens: number[] = []
      for (let at = 0; at < text.length;) {
        const length = lengths.find((length) => number.has(text.slice(at, at + length)))
        if (length === undefined)
          throw new RangeError(`no token fits at ${JSON.stringify(text.slice(at, at + 20))}`)
        tokens.push(number.get(text.slice(at, at + length))!)
        at += length
      }
      return tokens
    },
    decode: (tokens) => tokens.map((token) => pieces[token - first] ?? '').join(''),
  }
}
