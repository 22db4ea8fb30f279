// undici's own parts, by their files: its index loads fetch, caches, mocks and web sockets too, which takes 50 ms and
// 15 MB. Their types are those of the index; undici is pinned to one version.
declare module 'undici/lib/dispatcher/client.js' {
  import { Client } from 'undici'
  export = Client
}
declare module 'undici/lib/core/connect.js' {
  import { buildConnector } from 'undici'
  export = buildConnector
}
