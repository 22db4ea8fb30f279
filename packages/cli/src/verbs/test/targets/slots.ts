/** Work that takes some of the slots while it runs. */
export interface Job<T> {
  readonly slots: number
  readonly run: () => Promise<T>
}

/**
 * Runs jobs in order, each as soon as enough slots are free; one that wants more than there are has them all.
 *
 * @returns what they gave, in order
 * @throws what the first that failed has thrown, once all that were started have ended; none is started after that
 */
export async function runInSlots<T>(jobs: readonly Job<T>[], slots: number): Promise<T[]> {
  const results: T[] = []
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  let free = slots
  for (const [i, job] of jobs.entries()) {
    const taken = Math.min(job.slots, slots)
    while (free < taken) await Promise.race(running)
    if (failures.length > 0) break
    free -= taken
    const one: Promise<void> = job
      .run()
      .then(
        (result) => void (results[i] = result),
        (error: unknown) => void failures.push(error),
      )
      .finally(() => {
        free += taken
        running.delete(one)
      })
    running.add(one)
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
  return results
}

/** Those that take longest first. */
export function longestFirst<T extends { readonly seconds: number }>(of: readonly T[]): T[] {
  return of.toSorted((a, b) => b.seconds - a.seconds)
}
