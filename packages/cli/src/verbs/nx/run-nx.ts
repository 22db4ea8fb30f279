import path from 'node:path'
import { execa } from 'execa'
import { root } from '../../root.ts'

/** Runs Nx in the checkout with its output passed through; its exit code becomes ours. */
export async function runNx(words: readonly string[], signal: AbortSignal): Promise<void> {
  const nx = path.join(root, 'node_modules/nx/dist/bin/nx.js')
  const { exitCode } = await execa(process.execPath, [nx, ...words], {
    cwd: root,
    stdio: 'inherit',
    reject: false,
    cancelSignal: signal,
    env: {
      // Nx starts further Node processes by name.
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`,
      // Nothing stays behind, unless it is asked for.
      NX_DAEMON: process.env['NX_DAEMON'] ?? 'false',
    },
  })
  process.exitCode = exitCode ?? 1
}
