import { RetableError, type TierName } from '@retable/core'
import { loadReproduction } from '../papers/load-reproduction.ts'
import { tiersOn, type TierOn } from '../papers/tiers-here.ts'
import type { RuntimeHere } from './runtimes-here.ts'
import type { TierToRun } from '../run/machine/tier-lacks.ts'
import { storageHere, type StorageHere } from './storage-here.ts'

/** A paper's tiers on this machine. */
export interface PaperHere {
  readonly paper: string
  /** Why its package cannot be read; empty where it can. */
  readonly fault: string
  readonly tiers: readonly TierHere[]
}

/** A tier on this machine. */
export interface TierHere {
  readonly tier: TierName
  /** `this process` alone where it starts no programs; nothing where the paper has no such tier. */
  readonly places: readonly PlaceHere[]
  /** Told of one paper alone. */
  readonly storage?: StorageHere
}

/** Where a tier may run. */
export interface PlaceHere {
  readonly runtime: 'this process' | RuntimeHere['runtime']
  /** Why it cannot run there, as the end of a sentence that begins with "it"; null where it can. */
  readonly lacks: string | null
}

/**
 * Which tiers of papers run on this machine, by which runtimes.
 *
 * @param ids - of papers, or folders of them
 * @param options.runtimeSettings - a file with a person's settings of runtimes
 * @param options.lacksOf - what a runtime itself lacks here; looked for now if left out
 * @param options.storage - by it weights and room are looked at too
 */
export async function papersHere(
  root: string,
  ids: readonly string[],
  runtimes: readonly RuntimeHere['runtime'][],
  options: {
    readonly runtimeSettings?: string | undefined
    readonly lacksOf?: TierToRun['lacksOf']
    readonly storage?: Parameters<typeof storageHere>[2] | undefined
  } = {},
): Promise<readonly PaperHere[]> {
  return Promise.all(
    ids.map(async (paper): Promise<PaperHere> => {
      try {
        const loaded = await loadReproduction(root, paper)
        const { reproduction } = loaded
        const tiers = await tiersOn(reproduction, runtimes, {
          runtimeSettings: options.runtimeSettings,
          lacksOf: options.lacksOf,
        })
        const own = tiers.filter(({ tier }) => reproduction.runs?.tiers[tier] !== undefined)
        const here = own.map(async (tier): Promise<TierHere> => {
          const { storage } = options
          const places = tierHere(tier, runtimes)
          return storage === undefined
            ? places
            : { ...places, storage: await storageHere(loaded, tier.tier, storage) }
        })
        return { paper, fault: '', tiers: await Promise.all(here) }
      } catch (error) {
        // One that cannot be read keeps no other from being told; the only one that was asked for is another matter.
        if (!(error instanceof RetableError) || ids.length === 1) throw error
        return { paper, fault: error.message, tiers: [] }
      }
    }),
  )
}

function tierHere({ tier, programs, lacks }: TierOn, runtimes: readonly RuntimeHere['runtime'][]): TierHere {
  if (programs === null) return { tier, places: [{ runtime: 'this process', lacks: lacks['local'] ?? null }] }
  return { tier, places: runtimes.map((runtime): PlaceHere => ({ runtime, lacks: lacks[runtime] ?? null })) }
}
