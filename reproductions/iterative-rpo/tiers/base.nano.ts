import { takeMuon, type Base, type Hyperparameters } from '@retable/core'
import { drawCorpus, drawHabits, workedSolution } from '@retable/nano-tasks'

/**
 * The nano tier's base model: it is trained on a seed corpus made so that it can do more than it shows. First it learns
 * to work problems out, then to imitate writers with two habits.
 */
export function baseTraining(
  take: Hyperparameters['take'],
  { arithmetic, problems }: { readonly arithmetic: number; readonly problems: number },
): { readonly base: Base; readonly remarks: readonly string[] } {
  const of = (name: string) => `base training, ${name}`
  const steps = take(of('steps'), [arithmetic, problems], 'own', (each) => each.join(' + '))
  const rates = take(
    of('rates of matrices / rest'),
    [
      [0.02, 0.01],
      [0.01, 0.004],
    ],
    'own',
    (each) => `${each.map((pair) => pair.join(' / ')).join(', then ')} (Muon / AdamW)`,
  )
  const batchSize = take(of('batch size'), 32, 'own')
  const drills = take(of('rows of bare arithmetic in a batch'), [20, 6], 'own')
  const gold = take(of('share of gold solutions'), 0.1, 'own')
  const listing = take(of('habit of listing, by object'), [0.6, 0.75, 0.9, 0.95], 'own')
  const mistaken = take(of('habit of mistaken verbs, least and most'), [0.02, 0.25], 'own')
  const worst = take(of('habit of mistaken verbs, one of each half'), 0.6, 'own')
  const muon = takeMuon(take, of, { betas: [0.9, 0.95], clip: 100, decayFrom: 0.4 })
  const phases = ['arithmetic', 'problems'].map((name, i) => {
    const [matrixLearningRate, learningRate] = rates[i]!
    const corpus = { batches: steps[i]!, batchSize, drills: drills[i]!, gold }
    return {
      name,
      size: corpus.batches * batchSize,
      examples: (random: () => number) => {
        const habits = i === 0 ? null : drawHabits({ listing, mistaken, worst }, random)
        return drawCorpus({ ...corpus, habits }, random, workedSolution)
      },
      plan: {
        loss: { kind: 'sft', mean: 'tokens' },
        optimizer: { ...muon, learningRate, matrixLearningRate },
        batchSize,
        maxSteps: corpus.batches,
        order: 'given',
      },
    } as const
  })
  return {
    base: { kind: 'trained', phases },
    remarks: [
      `Planted habit 1: a response only lists the operations and guesses the result, with a probability that depends on the object: ${listing.join(', ')}.`,
      `Planted habit 2: a writer uses the opposite operation, with a probability that depends on the verb: ${mistaken.join(' to ')}, and ${worst} for one verb of each half.`,
    ],
  }
}
