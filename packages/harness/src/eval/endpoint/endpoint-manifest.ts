import type { Client, Identity } from '@retable/client'
import type { EndpointManifest } from '@retable/core'

/** What a record tells of an endpoint, without a probe. */
export function manifestOf(of: {
  readonly model: string
  readonly identity: Identity
  readonly version: Readonly<Record<string, unknown>>
  readonly route: 'chat' | 'completions'
  readonly concurrency: number | 'adaptive'
  readonly extraBody: Readonly<Record<string, unknown>>
  readonly client: Client
}): EndpointManifest {
  const { identity, client, ...rest } = of
  const { kind, version: serverVersion, templateHash } = identity
  return {
    ...rest,
    server: { kind, ...(serverVersion === undefined ? {} : { version: serverVersion }) },
    ...(templateHash === undefined ? {} : { templateHash }),
    leftToServer: client.leftToServer(),
    probe: null,
  }
}
