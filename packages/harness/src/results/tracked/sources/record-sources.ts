import { createHash } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { canonicalJson, fileHash, writeWhole, type RecipeManifest } from '@retable/core'
import { registry } from '../../../engines/registry.generated.ts'
import { lockedPackages } from '../../../run/locked-packages.ts'
import { manifestFile, pretty, readManifest } from '../../manifest-file.ts'
import { recordFolder } from '../record.ts'
import { reachedSources } from './reached-sources.ts'

/** What decides a record's numbers: sources and packages of others, each with its hash. */
export interface RecordSources {
  /** Of all of them. */
  readonly hash: string
  /** By path in the checkout, or `name@version`. */
  readonly sources: Readonly<Record<string, string>>
}

interface NamedEngines {
  readonly engine: { readonly engine?: unknown }
  readonly engines?: Readonly<Record<string, { readonly engine?: unknown }>> | undefined
}

/** The recorded tier of a paper. */
export type RecordPlace = Pick<RecipeManifest, 'paper' | 'tier' | 'benchmark'>

/** Stands beside a record's manifest. */
export const sourcesFile = 'sources.json'

/**
 * What decides the numbers of a recorded tier now: the recipe and the tier's setup, what runs them and its engines, with
 * all that they reach of tasks and statistics, and the packages of others. What is drawn from numbers is not among it:
 * verdicts, tables and pages.
 */
export async function sourcesNow(root: string, place: RecordPlace): Promise<RecordSources> {
  const { manifest } = await readManifest(recordFolder(root, place))
  return sourcesOf(root, place, manifest as RecipeManifest)
}

/**
 * The same of a tier whose record is yet to be made, or made again.
 *
 * @param setup - of the tier, or its record's manifest: the engines that it names
 */
export async function sourcesOf(
  root: string,
  place: RecordPlace,
  { engine, engines = {} }: NamedEngines,
): Promise<RecordSources> {
  const ids = [...new Set([engine, ...Object.values(engines)].map((one) => String(one.engine)))]
  const paper = path.posix.join('reproductions', place.paper)
  const setups = globSync(`${paper}/**/setup.${place.tier}.ts`, { cwd: root, exclude: inPackages })
  const drivers = ids.map((id) => `packages/harness/src/engines/${id}/driver.ts`)
  const entries = [`${paper}/recipe.ts`, ...setups, 'packages/harness/src/run/run.ts', ...drivers]
  const programs = ids.includes('served') ? globSync(servedPrograms, { cwd: root }) : []
  const files = [...new Set([...reachedSources(root, entries, { without }), ...programs])].toSorted()
  const hashes = await Promise.all(
    files.map(async (file) => [file, (await fileHash(path.join(root, file))).slice(0, shown)] as const),
  )
  const loaded = await Promise.all(ids.map((id) => registry[id]!()))
  const packages = await lockedPackages(
    root,
    loaded.flatMap(({ packages }) => packages),
  )
  const sources = { ...Object.fromEntries(hashes), ...packages }
  return { hash: createHash('sha256').update(canonicalJson(sources)).digest('hex'), sources }
}

/** How a recorded tier's sources are to those that its record was made, or made again, by. */
export type Touched =
  | { readonly isTouched: false }
  /** What changed, in words. */
  | { readonly isTouched: true; readonly changed: readonly string[] }

/** Whether what decides a record's numbers is other than what stands beside it. */
export async function touched(root: string, place: RecordPlace): Promise<Touched> {
  const kept = await keptSources(recordFolder(root, place))
  if (kept === null) return { isTouched: true, changed: [`no ${sourcesFile}`] }
  const now = await sourcesNow(root, place)
  if (now.hash === kept.hash) return { isTouched: false }
  return { isTouched: true, changed: changedIn(kept, now) }
}

/** Names of sources and packages that two have not alike. */
function changedIn({ sources: one }: RecordSources, { sources: other }: RecordSources): string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted()
  return names.filter((name) => one[name] !== other[name])
}

/**
 * Keeps beside a record what decides its numbers now; whoever calls this has made it, or made it again. Of a paper whose
 * package stands elsewhere nothing is kept: the checkout's tests do not make it again.
 *
 * @param before - what they were when the work began; where they are others now, nothing is kept
 * @returns what changed since then; empty where nothing did
 */
export async function keepSources(
  root: string,
  place: RecordPlace,
  before?: RecordSources,
): Promise<readonly string[]> {
  if (!isOfCheckout(root, place)) return []
  const now = await sourcesNow(root, place)
  const changed = before === undefined ? [] : changedIn(before, now)
  if (changed.length > 0) return changed
  await writeWhole(path.join(recordFolder(root, place), sourcesFile), pretty(now))
  return []
}

/** Whether a paper's package stands in the checkout, whose tests make its records again. */
export function isOfCheckout(root: string, { paper }: Pick<RecordPlace, 'paper'>): boolean {
  return existsSync(path.join(root, 'reproductions', paper, 'recipe.ts'))
}

/** The recorded tiers of a checkout. */
export async function recordedPlaces(root: string): Promise<RecordPlace[]> {
  const files = globSync(`results/*/*/${manifestFile}`, { cwd: root }).toSorted()
  return Promise.all(
    files.map(async (file) => {
      const { manifest } = await readManifest(path.join(root, path.dirname(file)))
      const { paper, tier, benchmark } = manifest as RecipeManifest
      return { paper, tier, ...(benchmark === undefined ? {} : { benchmark }) }
    }),
  )
}

const without = [
  // Loads any engine: those of the tier are entries themselves.
  'packages/harness/src/engines/registry.generated.ts',
  // Verdicts are drawn again from the recorded values whenever tests run.
  'packages/harness/src/verdicts/verdicts-of.ts',
  'packages/harness/src/verdicts/stated-differences.ts',
  // Whether a run can begin here is no number of it.
  'packages/harness/src/run/machine/tier-lacks.ts',
]

/** Enough of a hash to tell sources apart. */
const shown = 16

/** What trains and serves, in Python; its pinned packages are in the engine's identity. */
const servedPrograms = ['packages/trainer/python/**/*.{py,lock}', 'packages/runtimes/python/*.{py,lock}']

const inPackages = (entry: string) => entry === 'node_modules'

async function keptSources(folder: string): Promise<RecordSources | null> {
  const text = await readFile(path.join(folder, sourcesFile), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as RecordSources)
}
