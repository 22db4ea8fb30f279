import type { Architecture, Parameters } from './architecture.ts'
import { logProbabilities } from './forward.ts'
import { nn, np, type Tensor } from './library.ts'

/** A batch on the device; every tensor is consumed by the loss. */
export interface Batch {
  /** Token numbers [rows, length]; rows of a preference batch are all chosen, then all rejected. */
  readonly tokens: Tensor
  /** The next token at each place [rows, length]. */
  readonly targets: Tensor
  /** 1 where the target belongs to a completion, else 0 [rows, length]. */
  readonly mask: Tensor
  /** Weight of each row's (or pair's) log-likelihood and preference terms: see the losses. */
  readonly likelihoodWeight: Tensor
  readonly preferenceWeight: Tensor
  /** Log-probability of each row's completion under the reference model [rows]. */
  readonly reference: Tensor
}

/**
 * Supervised fine-tuning: −Σᵢ wᵢ log p(yᵢ | xᵢ). With wᵢ = 1 / Σ|y| it is the mean over tokens, with
 * wᵢ = 1 / (n |yᵢ|) the mean over responses of their per-token means.
 */
export function sftLoss(parameters: Parameters, batch: Batch, architecture: Architecture): Tensor {
  batch.preferenceWeight.dispose()
  batch.reference.dispose()
  const logp = completionLogProbabilities(parameters, batch, architecture)
  return np.sum(logp.mul(batch.likelihoodWeight)).neg()
}

/**
 * Direct preference optimisation with a likelihood term (Iterative RPO, arXiv 2404.19733v3, equation 1):
 * −Σ vᵢ log σ(β (log p(cᵢ)/p₀(cᵢ) − log p(rᵢ)/p₀(rᵢ))) − Σ wᵢ log p(cᵢ), over pairs of chosen c and rejected r.
 * With vᵢ = 1/n and wᵢ = α / (n |cᵢ|) it is the paper's; α = 0 gives plain DPO (arXiv 2305.18290v3, equation 7).
 */
export function preferenceLoss(
  parameters: Parameters,
  batch: Batch,
  architecture: Architecture,
  beta: number,
): Tensor {
  const { likelihoodWeight, preferenceWeight, reference } = batch
  const pairs = preferenceWeight.shape[0] ?? 0
  const logp = completionLogProbabilities(parameters, batch, architecture)
  const gain = logp.ref.sub(reference)
  const margin = gain.ref.slice([0, pairs]).sub(gain.slice([pairs, 2 * pairs]))
  const preference = np.sum(nn.logSigmoid(margin.mul(beta)).mul(preferenceWeight))
  const likelihood = np.sum(logp.mul(likelihoodWeight))
  return preference.add(likelihood).neg()
}

/** log p(completion | prompt) of each row [rows]. */
export function completionLogProbabilities(
  parameters: Parameters,
  { tokens, targets, mask }: Pick<Batch, 'tokens' | 'targets' | 'mask'>,
  architecture: Architecture,
): Tensor {
  return np.sum(logProbabilities(parameters, tokens, targets, architecture).mul(mask), -1)
}
