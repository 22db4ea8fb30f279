import type { StaleProjects } from './engine/remove-stale.ts'

/**
 * Removes what owners that are gone have left on this machine's engine: their services, and their jobs that have ended. Jobs
 * that are still at it stay, unless their folder is gone; whoever runs them again waits for them.
 *
 * @param options.host - the engine's address, as in DOCKER_HOST; the environment's if left out
 * @throws RuntimeError `runtimes/no-containers`, `runtimes/no-compose`
 */
export async function removeStale(options: { readonly host?: string } = {}): Promise<StaleProjects> {
  const [{ findEngine }, { removeStaleOf }] = await Promise.all([
    import('./engine/find-engine.ts'),
    import('./engine/remove-stale.ts'),
  ])
  return removeStaleOf(await findEngine(options.host))
}
