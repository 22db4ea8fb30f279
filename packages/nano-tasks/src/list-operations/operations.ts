/** What can be asked to be done with a list of at least two different words. */
export const operations = [
  'copy',
  'reverse',
  'swap ends',
  'rotate left',
  'rotate right',
  'drop first',
] as const
export type Operation = (typeof operations)[number]

/** The words that lists are made of. */
export const words = [
  'pen', 'cup', 'hat', 'key', 'box', 'map', 'jar', 'fan', 'rug', 'bag',
  'net', 'pot', 'toy', 'saw', 'bell', 'coat', 'drum', 'lamp', 'rope', 'vase',
] as const // prettier-ignore
export type Word = (typeof words)[number]

/** The list that the operation makes of a list. */
export function applied<T>(operation: Operation, list: readonly T[]): T[] {
  switch (operation) {
    case 'copy':
      return [...list]
    case 'reverse':
      return list.toReversed()
    case 'swap ends':
      return [...list.slice(-1), ...list.slice(1, -1), ...list.slice(0, 1)]
    case 'rotate left':
      return [...list.slice(1), ...list.slice(0, 1)]
    case 'rotate right':
      return [...list.slice(-1), ...list.slice(0, -1)]
    case 'drop first':
      return list.slice(1)
  }
}
