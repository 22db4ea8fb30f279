import { contentHash } from '@retable/core'
import type { Store } from '@retable/store'
import type { SamplePlan } from './sample.ts'

/**
 * Works while it holds the leases of all plans: of two processes that ask the same over one store, one waits for the
 * other. All take them in one order, so that no two wait for each other.
 */
export function leasedWhile<T>(
  plans: readonly SamplePlan[],
  tools: LeaseTools,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  return leasedKeys(plans.map(leaseKey), tools, work)
}

/** What leases are taken with. */
export interface LeaseTools {
  readonly store: Pick<Store, 'leased'>
  readonly signal?: AbortSignal | undefined
  /** It has to be waited for. */
  readonly onWait?: (() => void) | undefined
}

/** As {@link leasedWhile}, by keys. */
export async function leasedKeys<T>(
  all: readonly string[],
  { store, signal, onWait }: LeaseTools,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const keys = [...new Set(all)].toSorted()
  const waiting = setTimeout(() => onWait?.(), waitToldMs)
  const within = async (at: number, held: AbortSignal | undefined): Promise<T> => {
    const key = keys[at]
    // No output is ever kept under such a key, so that the work is done here.
    if (key !== undefined) return (await store.leased(key, (own) => within(at + 1, own), held))!
    clearTimeout(waiting)
    return work(held)
  }
  try {
    return await within(0, signal)
  } finally {
    clearTimeout(waiting)
  }
}

const waitToldMs = 1000

/** Stands for all that two evaluations must have in common to want the same answers. */
function leaseKey({ benchmark, style, drawing, model, client }: SamplePlan): string {
  const { sampling, seed } = drawing
  const body = client.bodyOf({ id: '', prompt: '', sampling })
  return contentHash({ kind: 'eval', benchmark, style: style.id, seed, model, body })
}
