import { isDeepStrictEqual } from 'node:util'
import { ClientError } from '../errors.ts'
import { asOneRun } from '../session/one-run.ts'
import type { RunState } from '../session/run-state.ts'
import type { Session } from '../session/session.ts'
import { leaveOut } from '../session/trouble.ts'
import type { Replica } from '../transport/replica.ts'
import { fetchJson, fetchModels } from './fetch-json.ts'
import type { Identity, ServerKind } from './identity.ts'
import { entryTold, guessed, kindOfOwner, pages, type Page, type Told } from './pages.ts'

/** What the replicas tell of themselves; they must tell the same. */
export async function identifyReplicas(session: Session, signal?: AbortSignal): Promise<Identity> {
  const found = await asOneRun(signal, (run) =>
    Promise.all(
      session.replicas.map((replica) =>
        identify(session, run, replica).catch((error: unknown) => {
          if (error instanceof ClientError && leaveOut(session, replica, error)) return undefined
          throw error
        }),
      ),
    ),
  )
  const [first, ...others] = found.filter((identity) => identity !== undefined)
  for (const other of others) compare(session, first!, other)
  const { tell, learned, settings } = session
  if (learned.server === 'unknown') learned.server = first!.kind
  if (first!.isListed === false) {
    const listed = first!.models.slice(0, 5).join(', ')
    tell({
      kind: 'model not listed',
      text: `the server does not list ${settings.model}, but ${listed || 'none'}`,
    })
  }
  if (first!.kind === 'ollama') {
    tell({
      kind: 'hidden sampling',
      text: 'Ollama applies its own repeat penalty, 1.1 unless the model file sets another, also at temperature 0',
    })
  }
  return first!
}

async function identify(session: Session, run: RunState, replica: Replica): Promise<Identity> {
  const { model } = session.settings
  const list = (await fetchModels(session, run, replica)) as { readonly data?: unknown } | null | undefined
  const entries = Array.isArray(list?.data) ? list.data.filter((one) => isEntry(one)) : []
  const entry = entries.find(({ id }) => id === model)
  // A server of one model gives it to whoever asks for any.
  const served = entry ?? (entries.length === 1 ? entries[0] : undefined)
  const owner = kindOfOwner((served ?? entries[0])?.['owned_by'])
  const candidates =
    session.learned.server !== 'unknown' ? [session.learned.server] : owner ? [owner] : guessed
  // Hosted services have no such pages, and may take a question for them amiss.
  const isAsked = owner !== undefined || replica.url.origin.startsWith('http:')
  const { kind, told } = isAsked
    ? await readPages(session, run, replica, candidates)
    : { kind: 'unknown' as const, told: [] }
  return merged(
    {
      model,
      kind: kind === 'unknown' ? (owner ?? kind) : kind,
      ...(entries.length > 0 && { isListed: entry !== undefined }),
      models: entries.slice(0, 100).map(({ id }) => String(id)),
      clues: {},
    },
    [...(served ? [entryTold(served, Date.now())] : []), ...told],
  )
}

/** Asks for the pages of the first kind whose own page is there; whose it is is asked of all at once. */
async function readPages(
  session: Session,
  run: RunState,
  replica: Replica,
  candidates: readonly ServerKind[],
): Promise<{ readonly kind: ServerKind; readonly told: readonly Told[] }> {
  const { model } = session.settings
  const readPage = async ({ path, read }: Page): Promise<Told | undefined> => {
    const page = await fetchJson(session, run, replica, { path })
    if (typeof page !== 'object' || page === null) return undefined
    return read(page as Readonly<Record<string, unknown>>, model)
  }
  const own = await Promise.all(
    candidates.map(async (kind) => {
      const [first] = pages[kind] ?? []
      return first === undefined ? undefined : readPage(first)
    }),
  )
  const at = own.findIndex((told) => told !== undefined)
  if (at < 0) return { kind: candidates.length === 1 ? candidates[0]! : 'unknown', told: [] }
  const kind = candidates[at]!
  const others = await Promise.all((pages[kind] ?? []).slice(1).map(readPage))
  return { kind, told: [own[at]!, ...others.filter((told) => told !== undefined)] }
}

function isEntry(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof (value as { readonly id?: unknown } | null)?.id === 'string'
}

function merged(identity: Identity, told: readonly Told[]): Identity {
  return told.reduce<Identity>(
    (all, { clues, ...rest }) => ({ ...all, ...rest, clues: { ...all.clues, ...clues } }),
    identity,
  )
}

function compare(session: Session, first: Identity, other: Identity): void {
  const weights = ({ kind, weights, clues, templateHash }: Identity) => ({
    kind,
    weights,
    clues,
    templateHash,
  })
  if (!isDeepStrictEqual(weights(first), weights(other))) {
    const shown = [first, other].map((identity) => JSON.stringify(weights(identity))).join(' and ')
    throw new ClientError(`the base URLs serve unlike models: ${shown}`, {
      code: 'client/replicas-differ',
      kind: 'usage',
    })
  }
  if (first.version !== other.version) {
    const text = `the base URLs run unlike versions: ${first.version ?? 'unknown'} and ${other.version ?? 'unknown'}`
    session.tell({ kind: 'replicas differ', text })
  }
}
