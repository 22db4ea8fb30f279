import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import path from 'node:path'
import type { Benchmark, Item, PromptStyle, Variant } from '@retable/core'

const file = path.join(import.meta.dirname, 'sums.json')
const bytes = readFileSync(file)

/** The last number of a text, held against the right one. */
const lastNumber: Variant = {
  id: 'last-number',
  version: '1',
  summary: 'the last number',
  source: 'these tests',
  unparsedVotes: false,
  grade(output, { gold }) {
    const extracted = output.match(/\d+/g)?.at(-1) ?? null
    return { extracted, gold, score: extracted === gold ? 1 : 0 }
  },
}

/** The likeliest of the choices. */
const likeliest: Variant = {
  ...lastNumber,
  id: 'likeliest',
  readsLikelihoods: true,
  grade(output, { gold, item }) {
    const chances = JSON.parse(output || '[]') as readonly number[]
    const extracted = item!.choices![chances.indexOf(Math.max(...chances))] ?? null
    return { extracted, gold, score: extracted === gold ? 1 : 0 }
  },
}

const plain: PromptStyle = {
  id: 'plain',
  source: 'these tests',
  shots: 0,
  stop: [],
  render: ({ question }) => `Work this out, step by step, and end with the number: ${question}`,
}

export { sums as benchmark }

/** By which a command line names {@link sums}. */
export const sumsModule = import.meta.filename

/** Sums that a test asks for. */
export const sums: Benchmark = {
  id: 'sums',
  version: '1',
  title: 'Sums',
  citation: 'none',
  splits: {
    test: {
      asset: {
        name: 'sums.json',
        url: pathToFileURL(file).href,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        licence: 'CC0-1.0',
      },
      size: 300,
      parse: (read) => {
        const { items } = JSON.parse(Buffer.from(read).toString('utf8')) as { items: number }
        return Array.from({ length: items }, (_, i) => sum(i))
      },
    },
  },
  prompts: [
    plain,
    { ...plain, id: 'stopped', stop: ['Problem:'] },
    {
      ...plain,
      id: 'chances',
      variant: 'likeliest',
      asksLikelihoods: true,
      render: ({ question }) => `${question} =`,
    },
  ],
  variants: [lastNumber, likeliest],
  defaultVariant: 'last-number',
  variantOfFormat: {},
  itemId: (given) => `test/${String(given).replace(/^test\//, '')}`,
  readGold: (given) => given,
  leaderboards: [],
}

function sum(i: number): Item {
  const [a, b] = [100 + i, 7 * i]
  const choices = [a + b, a + b + 1, a + b + 2].map(String)
  return { id: `test/${i}`, question: `${a} + ${b}`, gold: String(a + b), choices }
}
