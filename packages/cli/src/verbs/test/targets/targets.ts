/** The Nx targets that the gate runs of each project that has them, in the order in which it tells of them. */
const gateTargets = [
  'typecheck',
  'generated',
  'format',
  'lint',
  'quick',
  'remake',
  'test',
  'test:golden',
  'test:parity',
  'test:containers',
  'test:slurm',
] as const

/** What `./retable test --only` takes of those that only `nightly` runs. */
const nightTargets = ['remake:all', 'test:nightly'] as const

/** Kinds of targets: the gate's, and those of the night. */
export type TargetKind = (typeof gateTargets)[number] | (typeof nightTargets)[number]

/** A target's name, and what it is of: `test:parity:evals-tiny-tier` is of one file of the kind `test:parity`. */
export interface Target {
  readonly name: string
  readonly kind: TargetKind
  /** The file; null for all of the kind. */
  readonly part: string | null
}

/** The target of a name; none where nothing is called so. */
export function targetOf(name: string): Target | undefined {
  const kinds: readonly TargetKind[] = [...gateTargets, ...nightTargets]
  const kind =
    kinds.find((known) => known === name) ??
    kinds.find((known) => isByFile(known) && name.startsWith(`${known}:`))
  if (kind === undefined) return undefined
  return { name, kind, part: name === kind ? null : name.slice(kind.length + 1) }
}

/** Names to choose from, for a sentence. */
export const targetNames: readonly string[] = [...gateTargets, ...nightTargets]

/** Where a target stands in what is told; none for what is not the gate's, or only stands for others. */
export function placeOf({ kind, part }: Target): number | undefined {
  const at = gateTargets.findIndex((known) => known === kind)
  return at === -1 || (isByFile(kind) && part === null) ? undefined : at
}

/** Kinds with a target for each file: one may take as long as all others. */
function isByFile(kind: TargetKind): boolean {
  return kind === 'test:parity' || kind === 'test:containers' || kind === 'test:slurm'
}

/** Kinds that take longest: each target is a process of its own, and none needs another. */
export function isLong(kind: TargetKind): boolean {
  return kind === 'remake' || kind === 'quick' || isByFile(kind)
}
