import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** How test files came out. */
export interface TestOutcome {
  readonly passes: boolean
  /** Whether it was ended because it took too long. */
  readonly hangs: boolean
  readonly seconds: number
  /** The end of what was printed. */
  readonly output: string
}

/** Runs test files of a checkout in a process of their own, up to the first that fails. All its children end with it. */
export async function runVitest(
  checkout: string,
  tests: readonly string[],
  limit: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<TestOutcome> {
  const started = performance.now()
  const program = join(checkout, 'node_modules', 'vitest', 'vitest.mjs')
  const words = ['run', '--root', checkout, '--bail', '1', '--maxWorkers', '1', '--reporter', 'dot', ...tests]
  const child = spawn(process.execPath, [program, ...words], {
    cwd: checkout,
    // Nx sets it, and tests read plain text.
    env: { ...process.env, FORCE_COLOR: '0', ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => (output = (output + text).slice(-4000)))
  }
  let hangs = false
  const endAll = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  const timer = setTimeout(() => {
    hangs = true
    endAll()
  }, limit * 1000)
  process.once('exit', endAll)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(timer)
  process.off('exit', endAll)
  endAll()
  return { passes: code === 0, hangs, seconds: (performance.now() - started) / 1000, output }
}
