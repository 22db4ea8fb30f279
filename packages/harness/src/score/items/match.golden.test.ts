import { openAssets } from '@retable/assets'
import type { Item } from '@retable/core'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBenchmark, findVariant } from '../../benchmarks/find-benchmark.ts'
import { itemMatcher } from './match-item.ts'
import { readItems } from '../../benchmarks/read-items.ts'
import { sameGold } from './same-gold.ts'

let store: string
beforeAll(async () => {
  store = await mkdtemp(path.join(tmpdir(), 'retable-match-'))
})
afterAll(() => rm(store, { recursive: true }))

async function matching(id: string) {
  const benchmark = await findBenchmark(id)
  const assets = openAssets({ directory: store, mirror: process.env['RETABLE_MIRROR'] })
  const isSameGold = sameGold(benchmark, findVariant(benchmark, 'jsonl'))
  const match = itemMatcher(benchmark, assets, { needsItem: false, isSameGold })
  return { items: await readItems(benchmark, assets), match }
}

/** As scripts and chats put a question, with examples that are in no test set. */
const prompts: readonly ((item: Item) => string)[] = [
  ({ question }) => `Question: ${question}\nAnswer: Let us go step by step.`,
  ({ question, choices = [] }) =>
    [
      'Solve what comes last.\n\nProblem: How much is 1 and 1?\nSolution: 2\n\nProblem:',
      question.replace(/ +/g, '  '),
      ...choices.map((choice, i) => `${'ABCDE'[i]}) ${choice}`),
      'Solution:',
    ].join('\n'),
]

test.each(['gsm8k', 'math', 'arc'])(
  'a prompt without an id leads to its item in %s',
  async (id) => {
    const { items, match } = await matching(id)
    const lost: string[] = []
    for (const [index, item] of items.entries()) {
      // Two pairs of ARC's questions are told apart by their choices, which the first prompt lacks.
      const prompt = prompts[id === 'arc' ? 1 : index % 2]!
      const found = await match({ kind: 'output', line: 1, outputs: [''], question: prompt(item) })
      if (!('id' in found) || found.id !== item.id) lost.push(item.id)
    }
    expect(lost).toEqual([])
  },
  60_000,
)

/** What other copies of the data sets write, and how many golds it changes (counted in the pinned files). */
test.each([
  ['gsm8k', 'without commas', 14, (gold: string) => gold.replaceAll(',', '')],
  ['gsm8k', 'as numbers with a decimal', 1319, (gold: string) => `${gold.replaceAll(',', '')}.0`],
  [
    'math',
    'with \\frac for \\dfrac and \\tfrac',
    57,
    (gold: string) => gold.replace(/\\[dt]frac/g, '\\frac'),
  ],
  ['math', 'without \\!', 43, (gold: string) => gold.replaceAll('\\!', '')],
  ['math', 'without \\left and \\right', 35, (gold: string) => gold.replace(/\\left|\\right/g, '')],
] as const)('golds of %s %s are the same golds', async (id, _how, changed, respelled) => {
  const { items, match } = await matching(id)
  const others = items.filter(({ gold }) => respelled(gold) !== gold)
  expect(others).toHaveLength(changed)
  for (const { id, gold } of others) {
    const found = await match({ kind: 'output', line: 1, id, outputs: [''], gold: respelled(gold) })
    expect(found).toMatchObject({ id, gold })
  }
})

test.each(['gsm8k', 'math', 'arc'])(
  'the gold of another item is another gold in %s',
  async (id) => {
    const { items, match } = await matching(id)
    const taken: string[] = []
    for (const [index, item] of items.entries()) {
      const { gold } = items[(index + 1) % items.length]!
      const found = await match({ kind: 'output', line: 1, id: item.id, outputs: [''], gold })
      if ('id' in found && gold !== item.gold) taken.push(`${gold} for ${item.gold}`)
    }
    // Some neighbours in MATH mean the same under its default rule, such as \\frac34 and \\frac{3}{4}.
    if (id === 'math') expect(taken.length, taken.join('; ')).toBeLessThan(6)
    else expect(taken).toEqual([])
  },
  60_000,
)
