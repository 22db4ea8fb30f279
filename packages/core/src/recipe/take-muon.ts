import type { Optimizer } from '../engine/engine.ts'
import type { Hyperparameters } from './hyperparameters.ts'

/** What of Muon one base training takes otherwise than another. */
export interface MuonChoices {
  readonly betas: readonly [number, number]
  readonly clip: number
  /** Share of the steps after which the rate falls. */
  readonly decayFrom: number
}

/**
 * Muon with AdamW beside it, as the nano tiers train models from nothing: all but the two rates, each value listed under
 * a name that `of` makes.
 */
export function takeMuon(
  take: Hyperparameters['take'],
  of: (name: string) => string,
  choices: MuonChoices,
): Omit<Optimizer, 'learningRate' | 'matrixLearningRate'> {
  const momentum = take(of('Muon, momentum'), 0.95, 'own')
  const betas = take(of('AdamW, betas'), choices.betas, 'own')
  const epsilon = take(of('AdamW, epsilon'), 1e-8, 'own')
  const weightDecay = take(of('weight decay'), 0, 'own')
  const clip = take(of('gradient clipping'), choices.clip, 'own')
  const warmup = take(of('warm-up steps'), 20, 'own')
  const [decayFrom, finalShare] = take(
    of('decay of the rate: from this share of the steps, to this'),
    [choices.decayFrom, 0.05],
    'own',
  )
  return { kind: 'muon', momentum, betas, epsilon, weightDecay, clip, warmup, decayFrom, finalShare }
}
