import { takeMuon, type Base, type Hyperparameters } from '@retable/core'
import { drawReading, type ReadingPlan } from '@retable/nano-tasks'

/**
 * The nano tier's M0: it reads answers with the writers' habits, checks that are right, reviews that are lenient, and
 * instructions, so that it can do more than it shows.
 */
export function pretraining(
  take: Hyperparameters['take'],
  { batches, habits }: Pick<ReadingPlan, 'batches' | 'habits'>,
): { readonly base: Base; readonly remarks: readonly string[] } {
  const of = (name: string) => `M0, ${name}`
  const steps = take(of('steps'), batches, 'own')
  const rows = take(of('rows of a batch'), { checks: 24, reviews: 5, instructions: 3 }, 'own', (each) =>
    Object.entries(each)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', '),
  )
  const lenient = take(of('scores of lenient reviews'), { 3: 0.08, 4: 0.8, 5: 0.12 }, 'own', (each) =>
    Object.entries(each)
      .map(([score, share]) => `${score}: ${share}`)
      .join(', '),
  )
  const learningRate = take(of('rate of AdamW'), 0.01, 'own')
  const matrixLearningRate = take(of('rate of Muon'), 0.02, 'own')
  const muon = takeMuon(take, of, { betas: [0.9, 0.95], clip: 100, decayFrom: 0.4 })
  const batchSize = Object.values(rows).reduce((sum, count) => sum + count, 0)
  const reading = {
    name: 'reading',
    size: steps * batchSize,
    examples: (random: () => number) => drawReading({ batches: steps, rows, habits, lenient }, random),
    plan: {
      loss: { kind: 'sft', mean: 'tokens' },
      optimizer: { ...muon, learningRate, matrixLearningRate },
      batchSize,
      maxSteps: steps,
      order: 'given',
    },
  } as const
  return {
    base: { kind: 'trained', phases: [reading] },
    remarks: [
      'M0 has read right checks of responses, position by position; reviews without EFT are lenient, and follow from nothing in the response.',
    ],
  }
}
