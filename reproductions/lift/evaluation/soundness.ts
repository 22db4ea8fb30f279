/**
 * Whether a text came apart: it is empty, says a group of four words at least three times that make up over a twentieth of
 * all such groups, one word five times running, or up to thirty characters six times running. Linear in its length.
 */
export function isBroken(text: string): boolean {
  const words = wordsOf(text)
  return words.length === 0 || repeatsGroup(words) || repeatsWord(words) || repeatsCharacters(text.trim())
}

/** Whether it begins by saying the instruction back: its first six words, or all of it where it has fewer, and three or more. */
export function isEcho(instruction: string, text: string): boolean {
  const first = wordsOf(instruction).slice(0, 6)
  const answered = wordsOf(text)
  return first.length >= 3 && first.every((word, i) => answered[i] === word)
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

function repeatsGroup(words: readonly string[]): boolean {
  const counts = new Map<string, number>()
  for (let i = 0; i + 4 <= words.length; i += 1) {
    const group = words.slice(i, i + 4).join(' ')
    counts.set(group, (counts.get(group) ?? 0) + 1)
  }
  const most = Math.max(0, ...counts.values())
  return most >= 3 && most / (words.length - 3) > 0.05
}

function repeatsWord(words: readonly string[]): boolean {
  return words.some((word, i) => i >= 4 && [1, 2, 3, 4].every((back) => words[i - back] === word))
}

const longestPeriod = 30

/** Two to thirty characters, not all of them blank, six times one after the other. */
function repeatsCharacters(text: string): boolean {
  for (let period = 2; period <= longestPeriod; period += 1) {
    let run = 0
    for (let i = period; i < text.length; i += 1) {
      run = text[i] === text[i - period] ? run + 1 : 0
      if (run === 5 * period && text.slice(i - period + 1, i + 1).trim() !== '') return true
    }
  }
  return false
}
