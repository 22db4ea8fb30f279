import { misuse } from '../errors.ts'

/** A base URL, taken apart: what may be shown, and what may not. */
export interface BaseUrl {
  /** Without user, password and query. */
  readonly shown: string
  readonly origin: string
  /** Path without a slash at its end. */
  readonly path: string
  /** The same of what a server has beside its `/v1`. */
  readonly rootPath: string
  /** With its question mark; empty if there is none. */
  readonly query: string
  /** For an Authorization header; undefined where the URL names no user. */
  readonly user?: { readonly name: string; readonly password: string }
}

/** @throws ClientError `client/options` for what is no HTTP address */
export function parseBaseUrl(text: string): BaseUrl {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    // What is no address may hold a key: it is not repeated.
    throw misuse('a base URL must begin with http:// or https://')
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/(?:chat\/)?completions$/, '')
  return {
    shown: `${url.origin}${path}`,
    origin: url.origin,
    path,
    rootPath: path.replace(/\/v1$/, ''),
    query: url.search,
    ...((url.username || url.password) && {
      user: { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) },
    }),
  }
}
