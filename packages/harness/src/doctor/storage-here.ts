import type { TierName } from '@retable/core'
import type { LoadedReproduction } from '../papers/load-reproduction.ts'
import { hubWeightsOf } from '../run/machine/what-lacks.ts'
import { planAnew } from '../run/plan-run.ts'
import { tierOf } from '../run/tier.ts'
import type { ProbeLimits } from '../machine/finding.ts'

/** What a tier puts on the disk, and what of it is there. */
export interface StorageHere {
  /** At most, of the tier's first benchmark, images not counted; null where nobody reckons it. */
  readonly bytes: number | null
  /** For the store; null where nobody tells. */
  readonly free: number | null
  /** Of a hub, that the tier starts from. */
  readonly weights: readonly WeightsHere[]
}

/** Published weights, and whether they can be had. */
export interface WeightsHere {
  readonly repository: string
  readonly revision: string | null
  /** Null where not all of it is pinned. */
  readonly bytes: number | null
  /** Whether the store has all of them. */
  readonly isHere: boolean
  /** Whether the hub gives them to accounts alone that have accepted their licence. */
  readonly isGated: boolean
  /** Whether it gives them to the account of HF_TOKEN, in words; null where it was not asked. */
  readonly access: string | null
}

/**
 * Weights and room for a tier.
 *
 * @param options.asksHub - whether the hub is asked, once for each gated weights and with HF_TOKEN
 */
export async function storageHere(
  loaded: LoadedReproduction,
  tier: TierName,
  { asksHub, ...limits }: ProbeLimits & { readonly asksHub: boolean },
): Promise<StorageHere> {
  const { storeDirectory } = limits
  const of = { loaded, tier, seed: 0, quick: false }
  const { diskBytes, freeBytes } = await planAnew({ ...of, storeDirectory })
  const named = new Map(
    (await hubWeightsOf(tierOf(loaded, of).steps)).map((one) => [JSON.stringify(one.weights), one]),
  )
  const weights = [...named.values()].map(async ({ weights, bytes }): Promise<WeightsHere> => {
    const { hubModelHere, hubPin } = await import('@retable/assets')
    const pin = await hubPin(weights)
    const here = pin && (await hubModelHere(pin, { directory: storeDirectory }))
    const isGated = pin?.isGated === true
    return {
      ...{ repository: weights.repository, revision: weights.revision, bytes },
      ...{ isHere: here !== undefined, isGated },
      access: asksHub && isGated ? await accessTo(weights, limits) : null,
    }
  })
  return { bytes: diskBytes, free: freeBytes, weights: await Promise.all(weights) }
}

async function accessTo(
  weights: Pick<WeightsHere, 'repository' | 'revision'>,
  { timeoutMs }: Pick<ProbeLimits, 'timeoutMs'>,
): Promise<string> {
  const { hubAccess } = await import('@retable/assets')
  const token = process.env['HF_TOKEN'] || undefined
  const address = process.env['HF_ENDPOINT'] || undefined
  const access = await hubAccess(weights, { token, address, signal: AbortSignal.timeout(timeoutMs) })
  const who = token === undefined ? 'without HF_TOKEN' : 'to the account of HF_TOKEN'
  if (access === 'given') return `the hub gives them ${who}`
  if (access !== 'refused') return `the hub does not tell: ${access.silent}`
  return `the hub does not give them ${who}: accept the licence on the repository’s page, and set HF_TOKEN to a token of that account`
}
