import { fileUrl, type RepositoryAt } from './hub-pin.ts'

/**
 * Asks the hub once, with the token where there is one, whether it gives this account a model's files; none is fetched.
 *
 * @returns whether it does; else in words what it answered
 */
export async function hubAccess(
  { repository, revision }: RepositoryAt,
  asked: {
    readonly token?: string | undefined
    readonly address?: string | undefined
    readonly signal: AbortSignal
  },
): Promise<'given' | 'refused' | { readonly silent: string }> {
  const at = { kind: 'model', repository, revision: revision ?? 'main', licence: '', files: {} } as const
  const { token, address, signal } = asked
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  try {
    const { status } = await fetch(fileUrl(at, 'config.json', address), {
      ...{ method: 'HEAD', redirect: 'manual', headers, signal },
    })
    if (status < 400) return 'given'
    return status === 401 || status === 403 ? 'refused' : { silent: `HTTP ${status}` }
  } catch (error) {
    return { silent: signal.aborted ? 'nothing came in time' : causeOf(error) }
  }
}

function causeOf(error: unknown): string {
  const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } }
  return cause?.code ?? message
}
