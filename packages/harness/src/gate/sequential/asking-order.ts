import { hash } from 'node:crypto'

/** A benchmark's items in a random order that is fixed before the first is asked: it follows from the seed and their names. */
export function askingOrder(
  items: Iterable<string>,
  of: { readonly seed: number; readonly benchmark: string },
) {
  const { seed, benchmark } = of
  return [...items]
    .map((item) => ({ item, place: hash('sha256', JSON.stringify([seed, benchmark, item])) }))
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ item }) => item)
}
