import { randomStream, shuffled, type Training } from '@retable/core'

/** The examples of a 0-based step: taken in turn, and round again in a new order where the training says so. */
export function batchAt<T>(examples: readonly T[], { batchSize, order, seed }: Training, step: number): T[] {
  return Array.from({ length: batchSize }, (_, i) => {
    const at = step * batchSize + i
    const round = Math.floor(at / examples.length)
    const place = at % examples.length
    if (order === 'given') return examples[place]!
    return examples[orderOf(examples.length, seed, round)[place]!]!
  })
}

const orders = new Map<string, readonly number[]>()

function orderOf(length: number, seed: number, round: number): readonly number[] {
  const key = `${length} ${seed} ${round}`
  const known = orders.get(key)
  if (known !== undefined) return known
  if (orders.size > 8) orders.clear()
  const order = shuffled(randomStream('order', seed, round), [...Array(length).keys()])
  orders.set(key, order)
  return order
}
