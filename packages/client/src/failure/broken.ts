import { ClientError } from '../errors.ts'
import { oneLine } from './error-body.ts'
import type { Failure } from './failure.ts'

/** What a connection that broke means: for the run where the server never responded, else for the attempt. */
export function classifyBroken(
  url: string,
  error: Error & { readonly code?: string },
  hasResponded: boolean,
): Failure {
  const inner = error as Error & { readonly errors?: readonly (Error & { code?: string })[] }
  const cause = (error.cause ?? inner.errors?.[0] ?? error) as Error & { readonly code?: string }
  const code = error.code ?? cause.code ?? ''
  const told = error.message || cause.message
  // Most systems begin their sentence with the code.
  const message = oneLine([told.includes(code) ? '' : code, told].filter(Boolean).join(': '))
  if (certificate.test(code)) {
    return run(`${url} cannot be trusted: ${message}`, 'client/certificate', error)
  }
  if (unreachable.has(code)) {
    if (!hasResponded) return run(`${url} cannot be reached: ${message}`, 'client/unreachable', error)
    return { scope: 'attempt', state: 'absent', reason: 'unreachable', message }
  }
  if (!hasResponded && code.startsWith('HPE_')) {
    return run(`${url} does not speak HTTP: ${message}`, 'client/not-an-api', error)
  }
  return { scope: 'attempt', state: 'broken', reason: 'connection lost', message }
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])
const certificate = /^(?:CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/

function run(message: string, code: `client/${string}`, cause: unknown): Failure {
  return { scope: 'run', error: new ClientError(message, { code, kind: 'environment', cause }) }
}
