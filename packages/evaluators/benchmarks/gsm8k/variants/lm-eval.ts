import type { Variant } from '@retable/core'

/**
 * The three filters of lm-evaluation-harness 0.4.13 for GSM8K (task versions 3: gsm8k, gsm8k_cot), with its
 * exact_match. An output without an answer is "[invalid]" there; it votes like any answer in a majority.
 * There is no numeric comparison: "16.00" is not "16".
 */
export const lmEvalStrict = variant({
  id: 'lm-eval-strict',
  summary: 'first "#### NUMBER" (gsm8k, strict-match)',
  task: 'gsm8k, filter strict-match',
  find: (output) => /#### (-?[0-9.,]+)/.exec(output)?.[1],
})

/** The last run of digits; two or more of `$0-9.,` also count, so a closing "..." becomes the answer. */
export const lmEvalFlexible = variant({
  id: 'lm-eval-flexible',
  summary: 'last number-like text (gsm8k, flexible-extract)',
  task: 'gsm8k, filter flexible-extract',
  find(output) {
    let last: RegExpExecArray | undefined
    for (const match of output.matchAll(/(-?[$0-9.,]{2,})|(-?[0-9]+)/g)) last = match
    return last?.[1] ?? last?.[2]
  },
})

/** The unescaped dot at the end needs one more character on the line: "The answer is 15" alone gives "1". */
export const lmEvalCot = variant({
  id: 'lm-eval-cot',
  summary: 'first "The answer is NUMBER" (gsm8k_cot, strict-match)',
  task: 'gsm8k_cot, filter strict-match',
  find: (output) => /The answer is (-?[0-9.,]+)[^\n]/.exec(output)?.[1],
})

function variant(rule: {
  readonly id: string
  readonly summary: string
  readonly task: string
  readonly find: (output: string) => string | undefined
}): Variant {
  return {
    id: rule.id,
    version: '1',
    summary: rule.summary,
    source: `lm-evaluation-harness 0.4.13, ${rule.task}`,
    unparsedVotes: true,
    grade(output, { gold }) {
      const extracted = rule.find(output)?.trim() ?? null
      const right = comparable(gold)
      return { extracted, gold: right, score: comparable(extracted ?? '[invalid]') === right ? 1 : 0 }
    },
  }
}

/** The harness's exact_match deletes these from both sides, in this order, and lower-cases. */
function comparable(text: string): string {
  return text
    .replaceAll(',', '')
    .replaceAll('$', '')
    .replace(/^.*#### /s, '')
    .replace(/\.(?=\n?$)/, '')
    .toLowerCase()
}
