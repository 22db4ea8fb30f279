import { RetableError, type TierName } from '@retable/core'
import { loadReproduction } from '../papers/load-reproduction.ts'
import { tiersOn, type TierOn } from '../papers/tiers-here.ts'
import type { RuntimeHere } from './runtimes-here.ts'

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
 * @param runtimeSettings - a file with a person's settings of runtimes
 */
export async function papersHere(
  root: string,
  ids: readonly string[],
  runtimes: readonly RuntimeHere[],
  runtimeSettings?: string,
): Promise<readonly PaperHere[]> {
  return Promise.all(
    ids.map(async (paper): Promise<PaperHere> => {
      try {
        const { reproduction } = await loadReproduction(root, paper)
        const tiers = await tiersOn(
          reproduction,
          runtimes.map(({ runtime }) => runtime),
          runtimeSettings,
        )
        const own = tiers.filter(({ tier }) => reproduction.runs?.tiers[tier] !== undefined)
        return { paper, fault: '', tiers: own.map((tier) => tierHere(tier, runtimes)) }
      } catch (error) {
        // One that cannot be read keeps no other from being told; the only one that was asked for is another matter.
        if (!(error instanceof RetableError) || ids.length === 1) throw error
        return { paper, fault: error.message, tiers: [] }
      }
    }),
  )
}

function tierHere({ tier, programs, lacks }: TierOn, runtimes: readonly RuntimeHere[]): TierHere {
  if (programs === null) return { tier, places: [{ runtime: 'this process', lacks: lacks['local'] ?? null }] }
  const places = runtimes.map(({ runtime, ...here }): PlaceHere => {
    const all = [lacks[runtime] ?? null, programs.onGpu ? here.lacksForGpus : here.lacks]
    return { runtime, lacks: all.filter((lack) => lack !== null).join('; and ') || null }
  })
  return { tier, places }
}
