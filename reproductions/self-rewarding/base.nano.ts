import type { Base, Hyperparameters } from '@retable/core'
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
  const momentum = take(of('Muon, momentum'), 0.95, 'own')
  const betas = take(of('AdamW, betas'), [0.9, 0.95], 'own')
  const epsilon = take(of('AdamW, epsilon'), 1e-8, 'own')
  const weightDecay = take(of('weight decay'), 0, 'own')
  const clip = take(of('gradient clipping'), 100, 'own')
  const warmup = take(of('warm-up steps'), 20, 'own')
  const [decayFrom, finalShare] = take(
    of('decay of the rate: from this share of the steps, to this'),
    [0.4, 0.05],
    'own',
  )
  const batchSize = Object.values(rows).reduce((sum, count) => sum + count, 0)
  const reading = {
    name: 'reading',
    size: steps * batchSize,
    examples: (random: () => number) => drawReading({ batches: steps, rows, habits, lenient }, random),
    plan: {
      loss: { kind: 'sft', mean: 'tokens' },
      optimizer: {
        kind: 'muon',
        ...{ learningRate, matrixLearningRate, momentum, betas, epsilon },
        ...{ weightDecay, clip, warmup, decayFrom, finalShare },
      },
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
