/** What each value is read as, as they are read: at once where they come at once. */
export function eachAs<T, U>(
  values: Iterable<T> | AsyncIterable<T>,
  read: (value: T) => Iterable<U>,
): Iterable<U> | AsyncIterable<U> {
  return Symbol.asyncIterator in values ? eachLater(values, read) : eachNow(values, read)
}

function* eachNow<T, U>(values: Iterable<T>, read: (value: T) => Iterable<U>): Generator<U> {
  for (const value of values) yield* read(value)
}

async function* eachLater<T, U>(
  values: AsyncIterable<T>,
  read: (value: T) => Iterable<U>,
): AsyncGenerator<U> {
  for await (const value of values) yield* read(value)
}
