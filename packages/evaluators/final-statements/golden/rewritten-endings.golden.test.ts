import path from 'node:path'
import type { Variant } from '@retable/core'
import { expect, test } from 'vitest'
import { benchmark as arc } from '../../benchmarks/arc/benchmark.ts'
import { benchmark as gsm8k } from '../../benchmarks/gsm8k/benchmark.ts'
import { arcItems } from '../../benchmarks/arc/golden/published.ts'
import { letterEndings, numberEndings } from './chat-endings.ts'
import { goldenDirectory, goldenRows } from '../../golden/comparison.ts'
import { gsm8kItems } from '../../benchmarks/gsm8k/golden/published.ts'
import { gradeRewritten, type WorkedOutput } from './rewritten-endings.ts'
import type { ZeroEvalRow } from '../../zeroeval/golden.ts'

const models = ['Meta-Llama-3-8B-Instruct', 'Qwen2-7B-Instruct', 'gemma-2-2b-it'] as const
const count = 300
const crooked = 60
const seeds = [1, 2, 3, 4, 5] as const

test('GSM8K: chat endings are read as they are labelled, and none that is labelled wrong is right', () => {
  const outputs = models.flatMap(workedProblems)
  expect(outputs.length).toBeGreaterThan(3000)
  for (const seed of seeds) {
    expectAgreement(
      gradeRewritten(lenient(gsm8k.variants), outputs, { endings: numberEndings, count, crooked, seed }),
    )
  }
})

test('ARC: chat endings are read as they are labelled, and none that is labelled wrong is right', () => {
  const outputs = workedQuestions()
  expect(outputs.length).toBeGreaterThan(1000)
  for (const seed of seeds) {
    expectAgreement(
      gradeRewritten(lenient(arc.variants), outputs, { endings: letterEndings, count, crooked, seed }),
    )
  }
})

function expectAgreement({ labels, scores, mistakes }: ReturnType<typeof gradeRewritten>): void {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  expect(mistakes.filter(({ score }) => score === 1)).toEqual([])
  expect(Math.abs(sum(scores) - sum(labels)), JSON.stringify(mistakes, null, 1)).toBeLessThanOrEqual(
    count / 100,
  )
}

function lenient(variants: readonly Variant[]): Variant {
  return variants.find(({ id }) => id === 'lenient')!
}

/** A model's reasoning on GSM8K's items without its last sentence, where it gave a whole number as its answer. */
function workedProblems(model: string): WorkedOutput[] {
  const golden = goldenDirectory()
  const golds = gsm8kItems(golden).map(({ gold }) => gold.replaceAll(',', ''))
  const rows = goldenRows<ZeroEvalRow>(path.join(golden, 'reasoning/gsm8k/zeroeval'), `${model}.jsonl.gz`)
  return rows.flatMap(({ id, output, number, correct }, i) => {
    const reasoning = /"reasoning": "((?:[^"\\]|\\.)*)"/.exec(output)?.[1]
    const gold = golds[i]!
    if (reasoning === undefined || number === null || !/^-?\d+$/.test(number)) return []
    // The label is the number's own; an output that ZeroEval's rule judges otherwise has none that is sure.
    const isRight = number === gold
    if (isRight !== correct) return []
    const text = reasoning.replaceAll('\\n', '\n').replaceAll('\\"', '"')
    const body = text.slice(
      0,
      Math.max(
        0,
        text
          .trimEnd()
          .slice(0, -1)
          .search(/[.\n][^.\n]*$/),
      ) + 1,
    )
    const other = isRight ? String(Number(gold) + 4) : gold
    return [{ id: `${model} ${String(id)}`, body, answer: number, isRight, other, context: { gold } }]
  })
}

/** A model's worked answers to ARC's questions without their last sentence. */
function workedQuestions(): WorkedOutput[] {
  const golden = goldenDirectory()
  const items = new Map(arcItems(golden).map((item) => [item.id.replace('test/', ''), item]))
  const rows = goldenRows<{ id: string; output: string; letter: string | null }>(
    golden,
    'reasoning/arc/generations.jsonl.gz',
  )
  return rows.flatMap(({ id, output, letter }) => {
    const item = items.get(id)!
    const at = output.lastIndexOf('The best answer is')
    if (letter === null || at < 0) return []
    const { gold } = item
    const isRight = letter === gold
    const other = isRight ? (gold === 'A' ? 'B' : 'A') : gold
    return [
      { id, body: output.slice(0, at).trimEnd(), answer: letter, isRight, other, context: { gold, item } },
    ]
  })
}
