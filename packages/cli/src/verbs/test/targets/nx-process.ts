import path from 'node:path'
import { execa } from 'execa'
import { root } from '../../../root.ts'
import { tool } from '../checks/program.ts'

/** How Nx ended, and what it and the targets printed. */
export interface NxEnded {
  readonly exitCode: number | undefined
  readonly output: string
}

/** Runs Nx in the checkout to its end; lines of the targets of this run go to standard error as they come. */
export async function nx(
  words: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string>>
    readonly run: string
    readonly signal: AbortSignal
  },
): Promise<NxEnded> {
  const { env, run, signal } = options
  const command = tool('nx/dist/bin/nx.js', ...words, '--output-style', 'stream-without-prefixes')
  const child = execa(process.execPath, command, {
    cwd: root,
    all: true,
    reject: false,
    cancelSignal: signal,
    // Nx ends its targets first, and they what they have started.
    forceKillAfterDelay: 30_000,
    env,
  })
  for await (const line of child.iterable({ from: 'all' })) {
    const [, words] = line.split(`${run} `)
    if (words !== undefined) process.stderr.write(`${words}\n`)
  }
  const { exitCode, all } = await child
  signal.throwIfAborted()
  return { exitCode, output: all }
}

/** The environment for Nx: nothing of it stays behind, it asks nothing, and it finds this Node by name. */
export function nxEnvironment(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const paths = [path.dirname(process.execPath), process.env['PATH'] ?? '']
  return { PATH: paths.join(path.delimiter), NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', ...more }
}
