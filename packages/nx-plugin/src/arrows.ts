/**
 * Which rooms a room may import. Lint enforces it, by tags that the plugin gives every project; a room that is not
 * named here may import nothing of ours.
 */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  core: [],
  stats: [],
  assets: ['core'],
  readers: ['core'],
  'nano-tasks': ['core'],
  nanolm: ['core'],
  trainer: ['core'],
  runtimes: ['core', 'trainer'],
  store: ['core'],
  client: ['core'],
  evaluators: ['core', 'stats'],
  harness: [
    'assets',
    'client',
    'core',
    'evaluators',
    'nano-tasks',
    'nanolm',
    'readers',
    'runtimes',
    'stats',
    'store',
    'trainer',
  ],
  report: ['core', 'stats'],
  cli: ['core', 'harness', 'report'],
  'nx-plugin': ['core'],
}

/** A room and all rooms that it imports, directly or not. */
export function reachable(room: string): string[] {
  const found = new Set([room])
  for (const next of found) for (const other of arrows[next] ?? []) found.add(other)
  return [...found].toSorted()
}

/** What a paper may import: it is pure, so that its arithmetic can be tested with no model at hand. */
export const paperArrows: readonly string[] = ['core', 'stats', 'evaluators', 'nano-tasks']

/** The tag of a room under packages/. */
export function roomTag(room: string): string {
  return `room:${room}`
}

/** Tags of what stands in the other top-level folders, and above all of them. */
export const paperTag = 'kind:paper'
export const experimentTag = 'kind:experiment'
export const workspaceTag = 'kind:workspace'

/** The arrows as Nx's module-boundary rule wants them. */
export function dependencyConstraints(): { sourceTag: string; onlyDependOnLibsWithTags: string[] }[] {
  const rooms = Object.entries(arrows).map(([room, allowed]) => ({
    sourceTag: roomTag(room),
    onlyDependOnLibsWithTags: allowed.map(roomTag),
  }))
  return [
    ...rooms,
    { sourceTag: paperTag, onlyDependOnLibsWithTags: paperArrows.map(roomTag) },
    { sourceTag: experimentTag, onlyDependOnLibsWithTags: Object.keys(arrows).map(roomTag) },
    { sourceTag: workspaceTag, onlyDependOnLibsWithTags: [roomTag('nx-plugin')] },
  ]
}
