/** One answer of an item that was asked several times. */
export interface SampleText {
  readonly text: string
  readonly tokens: number
}

/** Shorter answers may well be the same by chance. */
const leastTokens = 20

/**
 * Among items with several answers of more than 20 tokens: the share whose answers are all the same text; undefined
 * where there is no such item. Above a half, the answers are no samples: the server draws one for all.
 */
export function alikeShare(items: Iterable<readonly SampleText[]>): number | undefined {
  let counted = 0
  let alike = 0
  for (const samples of items) {
    if (samples.length < 2 || samples.some(({ tokens }) => tokens <= leastTokens)) continue
    counted += 1
    if (samples.every(({ text }) => text === samples[0]!.text)) alike += 1
  }
  return counted === 0 ? undefined : alike / counted
}
