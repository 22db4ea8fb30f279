import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

/** A port of this machine that is free now, for a server that cannot tell which one it has taken. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
