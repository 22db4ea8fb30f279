import type { Probe } from '@retable/client'
import { contentHash, type EndpointManifest } from '@retable/core'
import type { Store } from '@retable/store'
import type { OpenEndpoint } from './open-endpoint.ts'

/**
 * The endpoint's manifest with what short requests show of it, and whether they were sent now. They are sent once for what answers are kept by (model,
 * version, server, route, further fields) and their findings stand in the store beside the answers, so that the same
 * evaluation has the same manifest. Where nothing is left to ask, none are sent.
 *
 * @param options.asks - whether answers are still lacking
 */
export async function probedManifest(
  { client, manifest }: Pick<OpenEndpoint, 'client' | 'manifest'>,
  options: {
    readonly store: Pick<Store, 'answers' | 'keepAnswers'>
    readonly asks: boolean
    /** Sends them again. */
    readonly isFresh: boolean
    readonly signal?: AbortSignal | undefined
  },
): Promise<{ readonly manifest: EndpointManifest; readonly isSent: boolean }> {
  const { store, asks, isFresh, signal } = options
  const { model, version, server, route, extraBody } = manifest
  const key = contentHash({ kind: 'probe', model, version, server, route, extraBody })
  const kept = isFresh ? undefined : store.answers([key]).get(key)
  if (kept !== undefined) {
    return { manifest: { ...manifest, probe: { ...(JSON.parse(kept) as Probe) } }, isSent: false }
  }
  if (!asks) return { manifest, isSent: false }
  const probe = await client.probe(signal)
  store.keepAnswers([{ key, answer: JSON.stringify(probe) }], { replaces: isFresh })
  return { manifest: { ...manifest, probe: { ...probe } }, isSent: true }
}
