/** JSON lines of `count` outputs of about 800 characters, in turn for each of GSM8K's items, with answers from 0 to 100. */
export function* outputLines(count: number): Generator<string> {
  for (let i = 0; i < count; i += 1) {
    const output = `${'Then he adds them. '.repeat(30 + (i % 24))}\n#### ${(i * 7919) % 101}`
    yield `${JSON.stringify({ id: i % 1319, output })}\n`
  }
}
