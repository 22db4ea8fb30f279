/** Words with other values of some options: `--port 8000` with `{ '--port': '0' }` is `--port 0`. */
export function placed(words: readonly string[], values: Readonly<Record<string, string>>): string[] {
  return words.map((word, index) => values[words[index - 1] ?? ''] ?? word)
}
