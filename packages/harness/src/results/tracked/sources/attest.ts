import { existsSync } from 'node:fs'
import path from 'node:path'
import { storeFile } from '@retable/store'
import type { LoadedReproduction } from '../../../papers/load-reproduction.ts'
import { tierOf, type TierOptions } from '../../../run/tier.ts'
import { isOfCheckout, keepSources, sourcesOf } from './record-sources.ts'

/** What a run did not work out itself: samples, and steps of model work, that the store held. */
export interface ReusedWork {
  readonly samples: number
  readonly steps: number
}

/** A record that is being made, or made again, by the sources of this moment. */
export interface Attestation {
  /**
   * Keeps those sources beside the record, once the run gave it.
   *
   * @returns why they are not kept, as a sentence; null where they are
   */
  readonly keep: (reused: ReusedWork) => Promise<string | null>
}

/**
 * Looks, before a run begins, at the sources that it begins with and at what its store holds. Sources give a record only
 * where the whole run was theirs: nothing of it came from an earlier one, and nobody changed them meanwhile.
 */
export async function attest(
  root: string,
  loaded: LoadedReproduction,
  { storeDirectory, ...options }: TierOptions & { readonly storeDirectory: string },
): Promise<Attestation> {
  const { tier, benchmark, setup } = tierOf(loaded, options)
  const paper = loaded.reproduction.paper.id
  const place = { paper, tier, ...(benchmark === undefined ? {} : { benchmark }) }
  if (!isOfCheckout(root, place)) return { keep: () => Promise.resolve(null) }
  const isFresh = !existsSync(path.join(storeDirectory, storeFile))
  const before = await sourcesOf(root, place, setup)
  return {
    async keep({ samples, steps }) {
      // In a store that this run has made, it reused its own.
      if (!isFresh && samples + steps > 0) {
        return `The sources are not kept beside the record: ${samples} samples and ${steps} steps of model work came from an earlier run, by sources that nobody knows. Name an empty folder in RETABLE_STORE, and all is done again.`
      }
      const changed = await keepSources(root, place, before)
      if (changed.length === 0) return null
      return `The sources are not kept beside the record: they changed during the run (${changed.join(', ')}).`
    },
  }
}
