/** Named lists of benchmarks. */
export const suites: Readonly<Record<string, readonly string[]>> = {
  reasoning: ['gsm8k', 'math', 'arc', 'zebra-logic'],
}
