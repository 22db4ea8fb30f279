/** What faults are put into, by the name that `--rooms` takes: the files of each, relative to the workspace. */
export const rooms: Readonly<Record<string, RegExp>> = {
  stats: /^packages\/stats\/src\//,
  core: /^packages\/core\/src\//,
  run: /^packages\/harness\/src\/run\//,
  verdicts: /^packages\/harness\/src\/verdicts\//,
  'nano-tasks': /^packages\/nano-tasks\/src\//,
  nanolm: /^packages\/nanolm\/src\/(?:losses|sampling|training)\//,
  recipes:
    /^reproductions\/[^/]+\/(?:recipe|pairs|claims|cells|base(?:\.\w+)?|setup(?:\.\w+)?|follow-[\w-]+)\.ts$/,
}

/** The room of a file, unless no fault is put into it: tests, and what only passes on names. */
export function roomOf(file: string): string | undefined {
  if (
    !file.endsWith('.ts') ||
    /(?:\.test|\/index|\/testing)\.ts$|\/testing\/|\/testing-[\w-]+\.ts$/.test(file)
  )
    return undefined
  return Object.keys(rooms).find((room) => rooms[room]!.test(file))
}
