/** What runs that were killed had left here. */
export interface Cleaned {
  /** Projects of containers that were removed. */
  readonly removed: readonly string[]
  /** Those of jobs that are still at work: whoever runs them again waits for them. */
  readonly running: readonly string[]
}

/**
 * Removes containers and networks whose owner on this machine is gone; jobs that are still at work stay.
 *
 * @throws RuntimeError where no container engine answers
 */
export async function clean(): Promise<Cleaned> {
  const { removeStale } = await import('@retable/runtimes')
  return removeStale()
}
