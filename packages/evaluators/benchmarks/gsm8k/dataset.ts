import type { Asset, Item, Split } from '@retable/core'

const root =
  'https://raw.githubusercontent.com/openai/grade-school-math/3101c7d5072418e28b9008a6636bde82a006892c/grade_school_math/data'

/** The 1,319 test problems. */
export const test: Split = split('test', 1319, {
  sha256: '3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14',
  bytes: 749_738,
})

/** The 7,473 training problems. */
export const train: Split = split('train', 7473, {
  sha256: '17f347dc51477c50d4efb83959dbb7c56297aba886e5544ee2aaed3024813465',
  bytes: 4_166_206,
})

function split(name: string, size: number, pin: Pick<Asset, 'sha256' | 'bytes'>): Split {
  const asset: Asset = { name: `gsm8k/${name}.jsonl`, url: `${root}/${name}.jsonl`, licence: 'MIT', ...pin }
  return { asset, size, parse: (bytes) => parseItems(new TextDecoder().decode(bytes), name) }
}

/** One JSON object a line: question, and answer = worked solution, "#### ", final answer. */
export function parseItems(text: string, name: string): Item[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line, index) => {
    const { question, answer } = JSON.parse(line) as { question: string; answer: string }
    return { id: `${name}/${index}`, question, gold: readGold(answer), solution: answer }
  })
}

/** The final answer in a worked solution ("... #### 18"), in ZeroEval's spelling ("# 18"), or as it is. */
export function readGold(given: string): string {
  const marked = given.split('#').at(-1) ?? given
  return marked.trim()
}

/**
 * Ids of the test items as programs write them: `test/17`, the 0-based row (17 or "17": lm-eval's doc_id),
 * or ZeroEval's `gsm8k-main-test-#17`.
 */
export function itemId(given: string | number): string | undefined {
  const row = /^(?:test\/|gsm8k-main-test-#)?(\d{1,4})$/.exec(String(given))?.[1]
  return row !== undefined && Number(row) < test.size ? `test/${Number(row)}` : undefined
}
