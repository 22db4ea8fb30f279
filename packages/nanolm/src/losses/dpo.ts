import type { PreferencePair, PromptedText, Training } from '@retable/core'
import { predicted, type TokenRow } from '../training/batch.ts'
import { batchAt } from '../training/batch-order.ts'
import { completionLogProbabilities } from '../model/forward.ts'
import { nn, np } from '../model/library.ts'
import type { LossOf, Objective } from './objective.ts'

/** Two completions of a prompt, spelled, with their log-probabilities under the reference model. */
export interface DpoExample {
  readonly chosen: TokenRow
  readonly rejected: TokenRow
  readonly weight: number
  readonly reference: readonly [chosen: number, rejected: number]
}

/**
 * Direct preference optimisation with a likelihood term (Iterative RPO, arXiv 2404.19733v3, equation 1):
 * −Σ vᵢ log σ(β (log p(cᵢ)/p₀(cᵢ) − log p(rᵢ)/p₀(rᵢ))) − Σ wᵢ log p(cᵢ), over pairs of chosen c and rejected r.
 * With vᵢ = 1/n and wᵢ = α / (n |cᵢ|) it is the paper's; α = 0 gives plain DPO (arXiv 2305.18290v3, equation 7).
 */
export function dpo({ beta, alpha }: LossOf<'dpo'>): Objective<DpoExample> {
  return {
    async spell(examples, training, { row, score }) {
      const pairs = examples as readonly PreferencePair[]
      const rows = pairs.map(({ prompt, chosen, rejected }, i) => ({
        chosen: row({ prompt, completion: chosen }, `the chosen text of example ${i + 1}`),
        rejected: row({ prompt, completion: rejected }, `the rejected text of example ${i + 1}`),
      }))
      const used = usedPairs(pairs.length, training)
      const values = await score(used.flatMap((i) => textsOf(pairs[i]!)))
      const place = new Map(used.map((pair, i) => [pair, i]))
      return pairs.map(({ weight = 1 }, i) => {
        const at = place.get(i)
        // A pair that the training does not come to needs none.
        const reference =
          at === undefined ? ([0, 0] as const) : ([values[2 * at]!, values[2 * at + 1]!] as const)
        return { ...rows[i]!, weight, reference }
      })
    },
    rowsOf(shard, whole) {
      const n = whole.length
      return {
        rows: [...shard.map(({ chosen }) => chosen), ...shard.map(({ rejected }) => rejected)],
        likelihoodWeight: [
          ...shard.map(({ weight, chosen }) => (weight * alpha) / (n * predicted(chosen))),
          ...shard.map(() => 0),
        ],
        preferenceWeight: shard.map(({ weight }) => weight / n),
        reference: [
          ...shard.map(({ reference }) => reference[0]),
          ...shard.map(({ reference }) => reference[1]),
        ],
      }
    },
    loss(parameters, batch, architecture) {
      const { likelihoodWeight, preferenceWeight, reference } = batch
      const pairs = preferenceWeight.shape[0] ?? 0
      const logp = completionLogProbabilities(parameters, batch, architecture)
      const gain = logp.ref.sub(reference)
      const margin = gain.ref.slice([0, pairs]).sub(gain.slice([pairs, 2 * pairs]))
      const preference = np.sum(nn.logSigmoid(margin.mul(beta)).mul(preferenceWeight))
      const likelihood = np.sum(logp.mul(likelihoodWeight))
      return preference.add(likelihood).neg()
    },
  }
}

/** The pairs that the training comes to, in the order in which it first does. */
function usedPairs(count: number, training: Training): number[] {
  const used = new Set<number>()
  const indices = [...Array(count).keys()]
  for (let step = 0; step < training.steps && used.size < count; step += 1) {
    for (const index of batchAt(indices, training, step)) used.add(index)
  }
  return [...used]
}

function textsOf({ prompt, chosen, rejected }: PreferencePair): PromptedText[] {
  return [
    { prompt, completion: chosen },
    { prompt, completion: rejected },
  ]
}
