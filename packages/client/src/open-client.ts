import type { Client, ClientOptions } from './client.ts'
import { ClientError } from './errors.ts'

/** Opens a client; nothing is sent before it is asked for. */
export function openClient(options: ClientOptions): Client {
  throw new ClientError(`cannot open ${options.model} yet`, { code: 'client/options', kind: 'usage' })
}
