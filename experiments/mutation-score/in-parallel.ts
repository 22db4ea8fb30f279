/** Does the work on each value with so many workers, each named by its number, in the order of the values. */
export async function inParallel<T>(
  workers: number,
  values: Iterable<T>,
  work: (value: T, worker: number) => Promise<void>,
): Promise<void> {
  const iterator = values[Symbol.iterator]()
  const one = async (worker: number): Promise<void> => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await work(next.value, worker)
  }
  await Promise.all(Array.from({ length: workers }, (_, worker) => one(worker)))
}
