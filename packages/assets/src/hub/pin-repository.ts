import { createHash } from 'node:crypto'
import type { ListFileEntry } from '@huggingface/hub'
import { AssetError } from '../errors.ts'
import { fileUrl, hubAddress, type HubPin, type PinnedFile } from './hub-pin.ts'

/** What is to be pinned. */
export type ToPin = Pick<HubPin, 'kind' | 'repository' | 'revision' | 'licence' | 'isGated'> & {
  /** Another place of the hub (HF_ENDPOINT). */
  readonly address?: string | undefined
  readonly token?: string | undefined
}

/** What a model's folder needs, or a data set's: no pictures, no weights of other programs. */
const wanted = {
  model: /^(?!LICEN[CS]E|USE_POLICY|README)[^/]+\.(?:json|safetensors|txt|model|jinja)$/,
  dataset: /\.(?:parquet|jsonl?|csv)(?:\.gz)?$/,
} as const

/**
 * Lists a repository of the hub at a commit and gives its pin. The hub tells the sha256 of its large files; small ones
 * are read, and held against the hash that git has for them.
 *
 * @throws AssetError `assets/gated`, `assets/missing`, `assets/unavailable`, `assets/no-network`, `assets/wrong-hash`; Error for
 * a revision that is no commit
 */
export async function pinRepository(options: ToPin): Promise<HubPin> {
  const { kind, repository, revision, licence, isGated, token, address = hubAddress } = options
  if (!/^[0-9a-f]{40}$/.test(revision)) {
    throw new Error(`"${revision}" is no commit: a branch moves, so give the 40 digits of a commit`)
  }
  const pin: HubPin = { kind, repository, revision, licence, ...(isGated && { isGated }), files: {} }
  const files: Record<string, PinnedFile> = {}
  for (const entry of await listed(options, address)) {
    if (entry.type !== 'file' || !wanted[kind].test(entry.path)) continue
    files[entry.path] =
      entry.lfs === undefined
        ? await readSmall(fileUrl(pin, entry.path, address), entry, token)
        : { sha256: entry.lfs.oid, bytes: entry.lfs.size }
  }
  if (Object.keys(files).length === 0) {
    throw new AssetError('assets/missing', `${repository} has no file at ${revision} that is pinned`)
  }
  return { ...pin, files: Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}

async function listed(
  { kind, repository, revision, token }: ToPin,
  hubUrl: string,
): Promise<readonly ListFileEntry[]> {
  const entries: ListFileEntry[] = []
  const repo = { type: kind, name: repository }
  // Loaded where a repository is listed, and nowhere else.
  const { HubApiError, listFiles } = await import('@huggingface/hub')
  const account = token === undefined ? {} : { accessToken: token }
  try {
    for await (const entry of listFiles({ repo, revision, hubUrl, recursive: true, ...account })) {
      entries.push(entry)
    }
  } catch (error) {
    if (error instanceof HubApiError)
      throw refusal(`${repository} at ${revision.slice(0, 7)}`, error.statusCode, error)
    const { host } = new URL(hubUrl)
    throw new AssetError(
      'assets/no-network',
      `the files of ${repository} cannot be listed: ${host} cannot be reached; HF_ENDPOINT names another place of the hub`,
      error,
    )
  }
  return entries
}

async function readSmall(url: string, entry: ListFileEntry, token: string | undefined): Promise<PinnedFile> {
  const response = await fetch(
    url,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  )
  if (!response.ok) throw refusal(entry.path, response.status)
  const bytes = new Uint8Array(await response.arrayBuffer())
  const ofGit = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  if (bytes.length !== entry.size || ofGit !== entry.oid) {
    throw new AssetError(
      'assets/wrong-hash',
      `${entry.path} is not what the hub lists: ${bytes.length} bytes, git's hash ${ofGit}`,
    )
  }
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
}

function refusal(what: string, status: number, cause?: unknown): AssetError {
  if (status === 401 || status === 403) {
    return new AssetError(
      'assets/gated',
      `${what} is given to accounts only that have accepted its licence: accept it on the repository's page, and set HF_TOKEN to a token of that account (a name that is not there is answered in the same way)`,
      cause,
    )
  }
  const code = status === 429 || status >= 500 ? 'assets/unavailable' : 'assets/missing'
  return new AssetError(code, `the hub does not give ${what} (HTTP ${status})`, cause)
}
