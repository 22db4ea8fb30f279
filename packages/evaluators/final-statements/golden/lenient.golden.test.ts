import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { lenient as lenientArc } from '../../benchmarks/arc/variants/lenient.ts'
import { lenient } from '../../benchmarks/gsm8k/variants/lenient.ts'
import { arcItems } from '../../benchmarks/arc/golden/published.ts'
import { goldenDirectory, goldenRows } from '../../golden/comparison.ts'

interface Labelled {
  readonly output: string
  readonly gold: string
  readonly correct: boolean
}

const folder = 'reasoning/gsm8k/zeroeval'

// ZeroEval's verdict is no label of truth: it takes the first number of an "answer" that is a calculation.
test(
  "38 models' outputs are read as ZeroEval reads them, in more than 99 of 100",
  // Outputs of 38 models are read.
  { timeout: 120_000 },
  () => {
    const golden = goldenDirectory()
    const files = readdirSync(path.join(golden, folder)).filter(
      (name) => name.endsWith('.jsonl.gz') && !name.startsWith('questions'),
    )
    let [outputs, agreeing] = [0, 0]
    for (const file of files) {
      for (const { output, gold, correct } of goldenRows<Labelled>(golden, `${folder}/${file}`)) {
        const { score } = lenient.grade(output, { gold: gold.replace('# ', '') })
        outputs += 1
        if ((score === 1) === correct) agreeing += 1
      }
    }
    expect(files).toHaveLength(38)
    expect(agreeing / outputs).toBeGreaterThan(0.994)
  },
)

// The one that differs says "the best answer is C" with a small t, which its label did not read.
test('1,171 of 1,172 worked answers on ARC are read as their labels read them, the other one is right', () => {
  const golden = goldenDirectory()
  const items = new Map(arcItems(golden).map((item) => [item.id, item]))
  const rows = goldenRows<Labelled & { readonly id: string }>(golden, 'reasoning/arc/generations.jsonl.gz')
  const different = rows.flatMap(({ id, output, correct }) => {
    const item = items.get(`test/${id}`)!
    const { score } = lenientArc.grade(output, { gold: item.gold, item })
    return (score === 1) === correct ? [] : [{ correct, score }]
  })
  expect(different).toEqual([{ correct: false, score: 1 }])
})
