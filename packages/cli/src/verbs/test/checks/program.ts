import path from 'node:path'
import { execa } from 'execa'
import { root } from '../../../root.ts'

/** What a program printed, and how it ended. */
export interface Ended {
  readonly exitCode?: number
  readonly stdout: string
  /** Standard output and standard error together. */
  readonly all: string
  readonly timedOut: boolean
}

/** Runs a program of Node's in the checkout to its end; a stop is an error once the program is gone. */
export async function runProgram(
  command: readonly string[],
  signal: AbortSignal,
  options: { readonly minutes?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const result = await execa(process.execPath, command, {
    cwd: root,
    all: true,
    reject: false,
    timeout: (options.minutes ?? 10) * 60_000,
    cancelSignal: signal,
    // A background daemon of Nx would outlive the run.
    env: { ...options.env, NX_DAEMON: 'false', FORCE_COLOR: '0' },
  })
  signal.throwIfAborted()
  return result
}

/** The command line of a program in node_modules. */
export function tool(file: string, ...words: readonly string[]): string[] {
  return [path.join(root, 'node_modules', file), ...words]
}
