import type { Launcher } from '../job.ts'

/** What Python is called with: what starts the program several times, if anything does, and the program itself. */
export function moduleWords(of: {
  readonly launcher?: Launcher | undefined
  readonly module: string
  readonly args: readonly string[]
}): string[] {
  const by = of.launcher === undefined ? [] : ['-m', of.launcher.module, ...of.launcher.args]
  return [...by, '-m', of.module, ...of.args]
}
