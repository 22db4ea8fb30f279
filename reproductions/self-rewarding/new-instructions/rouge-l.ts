/**
 * ROUGE-L of two texts as lists of words: 2 L / (m + n), where L is the length of their longest common subsequence
 * (Lin 2004, with equal weight of precision and recall, as Self-Instruct uses it).
 *
 * @returns 0 to 1; 0 where a text has no words
 */
export function rougeL(first: readonly string[], second: readonly string[]): number {
  if (first.length === 0 || second.length === 0) return 0
  const row = new Uint16Array(second.length + 1)
  for (const word of first) {
    let diagonal = 0
    for (let j = 1; j <= second.length; j += 1) {
      const above = row[j]!
      row[j] = word === second[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!)
      diagonal = above
    }
  }
  return (2 * row[second.length]!) / (first.length + second.length)
}

/** The words of a text, in lower case. */
export function rougeWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
