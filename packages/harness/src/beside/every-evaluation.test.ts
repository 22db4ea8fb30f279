import path from 'node:path'
import { expect, test } from 'vitest'
import { findBenchmark } from '../benchmarks/find-benchmark.ts'
import { loadPaper } from '../papers/load-paper.ts'
import { paperIds } from '../papers/paper-ids.ts'
import { itemsNamedBy, namedItems } from '../verdicts/reported-items.ts'

const root = path.join(import.meta.dirname, '../../../..')
const exact = ['gsm8k', 'math', 'arc', 'zebra-logic']

test.each(paperIds(root))(
  '%s: each evaluation names what its benchmark has, and cells of that',
  async (id) => {
    const { reproduction, cells } = await loadPaper(root, id)
    const named = await namedItems()
    const { evaluations = [] } = reproduction
    for (const { benchmark: name, prompt, variant, cells: measured, samples } of evaluations) {
      const benchmark = await findBenchmark(name)
      expect(benchmark.prompts.map((style) => style.id)).toContain(prompt.value)
      expect(benchmark.variants.map((each) => each.id)).toContain(variant.value)
      for (const [cell, metric] of Object.entries(measured)) {
        const reported = cells.find((each) => each.cell === cell)!
        expect(itemsNamedBy(reported, named)?.benchmark, cell).toBe(name)
        expect(metric.startsWith('maj@'), cell).toBe(samples.value > 1)
      }
    }
    const all = evaluations.flatMap((each) => Object.keys(each.cells))
    expect(all).toEqual([...new Set(all)])
  },
)

test('every cell of a benchmark with exact answers is in an evaluation, but for other papers’ figures that one quotes', async () => {
  const named = await namedItems()
  const papers = await Promise.all(paperIds(root).map((id) => loadPaper(root, id)))
  const without = papers.flatMap(({ reproduction: { paper, evaluations = [] }, cells }) => {
    const evaluated = new Set(evaluations.flatMap((each) => Object.keys(each.cells)))
    const left = cells.filter((cell) => {
      const benchmark = itemsNamedBy(cell, named)?.benchmark
      return benchmark !== undefined && exact.includes(benchmark) && !evaluated.has(cell.cell)
    })
    return left.map(({ table }) => `${paper.id}: ${table}`)
  })
  expect([...new Set(without)]).toEqual(['iterative-rpo: Text sec 3.1 (literature)'])
})
