import path from 'node:path'
import { execa } from 'execa'
import { CliError } from '../../../errors.ts'
import { root } from '../../../root.ts'
import { tool } from '../checks/program.ts'

/** How Nx ended, and what it and the targets printed. */
export interface NxEnded {
  readonly exitCode: number | undefined
  readonly output: string
}

interface NxOptions {
  readonly env: Readonly<Record<string, string>>
  readonly run: string
  readonly signal: AbortSignal
}

/** Runs Nx in the checkout to its end; lines of the targets of this run go to standard error as they come. */
export function nx(words: readonly string[], options: NxOptions): Promise<NxEnded> {
  return ended(tool('nx/dist/bin/nx.js', ...words, '--output-style', 'stream-without-prefixes'), options)
}

/** Runs the command of a target, which is a program of Node's, as Nx would. */
export function runCommand(command: string, options: NxOptions): Promise<NxEnded> {
  const [program, ...words] = command.split(' ')
  if (program !== 'node') throw new CliError('cli/test', `${command} is no program of Node's`)
  return ended(words, options)
}

async function ended(command: readonly string[], { env, run, signal }: NxOptions): Promise<NxEnded> {
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
