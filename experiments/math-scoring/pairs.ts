import type { Item } from '@retable/core'

/** An answer and the right one. */
export type Pair = readonly [given: string, gold: string]

/** Each gold in another spelling, and beside it the next item's gold. */
export function pairsOf(items: readonly Item[]): Pair[] {
  return items.flatMap(({ gold }, i): Pair[] => [
    [respelled(gold), gold],
    [items[(i + 1) % items.length]!.gold, gold],
  ])
}

/** The same answer with other spaces and commands: never the same text. */
export function respelled(gold: string): string {
  const text = gold
    .replaceAll(/\\frac(?![a-z])/g, String.raw`\dfrac`)
    .replaceAll(/(?<!\\left|\\right)([()])/g, (bracket) =>
      bracket === '(' ? String.raw`\left(` : String.raw`\right)`,
    )
    .replaceAll(/ ?([-+=]) ?/g, ' $1 ')
  return ` ${text} `
}

/**
 * JSON lines of worked solutions, `samples` a problem: every fourth ends in the gold in another spelling, the others in
 * wrong answers that no other sample has.
 */
export function* outputLines(items: readonly Item[], samples: number): Generator<string> {
  for (let sample = 0; sample < samples; sample += 1) {
    for (const { id, gold, solution } of items) {
      const answer = sample % 4 === 0 ? respelled(gold) : `${gold}+${sample + 1}x`
      const text = (solution ?? '').replaceAll('\\boxed', '')
      const output = `${text}\n\nThe answer is $\\boxed{${answer}}$.`
      yield `${JSON.stringify({ id, gold, output })}\n`
    }
  }
}
