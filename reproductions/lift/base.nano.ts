import { takeMuon, type Base, type Hyperparameters } from '@retable/core'
import { drawLimitCorpus } from '@retable/nano-tasks/length-limits'

/** The nano tier's base model: trained on a seed corpus whose writers do what they are asked, and keep half of the limits. */
export function baseTraining(
  take: Hyperparameters['take'],
  options: { readonly steps: number; readonly slips: number },
): { readonly base: Base; readonly remarks: readonly string[] } {
  const of = (name: string) => `base training, ${name}`
  const { slips } = options
  const steps = take(of('steps'), options.steps, 'own')
  const batchSize = take(of('batch size'), 64, 'own')
  const limited = take(of('share of instructions with a limit'), 0.5, 'own')
  const kept = take(of('share of limits that are kept on purpose'), 0.5, 'own')
  const [matrixLearningRate, learningRate] = take(
    of('rates of matrices / rest'),
    [0.02, 0.003],
    'own',
    ([matrices, rest]) => `${matrices} / ${rest} (Muon / AdamW)`,
  )
  const muon = takeMuon(take, of, { betas: [0.9, 0.99], clip: 1, decayFrom: 0.2 })
  const size = steps * batchSize
  const plan = {
    loss: { kind: 'sft', mean: 'tokens' },
    optimizer: { ...muon, matrixLearningRate, learningRate },
    batchSize,
    maxSteps: steps,
    order: 'given',
  } as const
  const examples = (random: () => number) => drawLimitCorpus(size, { limited, kept, slips }, random)
  return {
    base: { kind: 'trained', phases: [{ name: 'corpus', plan, size, examples }] },
    remarks: [
      `Planted in the seed corpus: ${100 * limited} % of its instructions state a limit, and ${100 * kept} % of their writers keep it, ending up to two words below; the others write as if there were none. So the base knows what a limit is, and often goes over it.`,
      `Planted in every text of this world: in ${100 * slips} % of the responses two neighbours are swapped.`,
    ],
  }
}
