import { expect, test } from 'vitest'
import { estimate } from './estimate.ts'
import { gpuKinds } from './gpu-kinds.ts'

const sized = { parameters: 1e9, bytesPerWeight: 2, rowTokens: 100 } as const
const draw = { kind: 'generate', samples: 1000, maxTokens: 70 } as const
const train = { kind: 'train', steps: 10, rowsPerStep: 28, models: 3 } as const

// By hand: 2 × 1e9 × 70,000 / 7e12 = 20 s, 6 × 1e9 × 28,000 / 28e12 = 6 s; 6 bytes a token, 3 models of 2e9, AdamW's 12e9.
test('seconds and bytes follow from weights, tokens and the kind of GPU', () => {
  const small = estimate({ ...sized, gpu: '24 GB' })
  expect(small.cost(draw)).toEqual({ tokens: 70_000, gpuSeconds: 20, diskBytes: 420_000 })
  expect(small.cost(train)).toEqual({ tokens: 28_000, gpuSeconds: 6, diskBytes: 6e9, workBytes: 12e9 })
  const one = small.cost({ kind: 'train', steps: 10, rowsPerStep: 28 })
  expect(one.diskBytes).toBe(2e9)
  const large = estimate({ ...sized, gpu: 'A100 80 GB' })
  expect(large.cost(draw).gpuSeconds).toBeCloseTo(140e12 / 30e12)
  expect(large.cost(train).gpuSeconds).toBeCloseTo(168e12 / 120e12)
})

test.each(Object.entries(gpuKinds))(
  'what is taken for granted of %s is said with its numbers',
  (gpu, rates) => {
    const { formula, assumptions } = estimate({ ...sized, gpu: gpu as keyof typeof gpuKinds })
    const said = [formula, ...assumptions].join(' ')
    for (const text of [gpu, `${rates.generating / 1e12} TFLOP/s`, `${rates.training / 1e12} TFLOP/s`]) {
      expect(said).toContain(text)
    }
    expect(said).toMatch(/not measured.*100 tokens.*2 bytes a weight/)
  },
)

test('what has no size costs tokens alone', () => {
  const unknown = estimate({ gpu: '24 GB', rowTokens: 100 })
  expect([unknown.cost(draw), unknown.cost(train)]).toEqual([{ tokens: 70_000 }, { tokens: 28_000 }])
  expect(unknown.assumptions.join(' ')).not.toContain('disk')
})
