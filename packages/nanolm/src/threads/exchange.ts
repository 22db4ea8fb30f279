import type { Weights } from '../model/architecture.ts'
import { shards, type Exchange } from '../training/train.ts'

/** Bytes of the memory that workers sharing a training exchange gradients in. */
export function sharedBytes(sizes: readonly number[]): number {
  return 8 + 2 * shards * 4 * sizes.reduce((sum, size) => sum + size, 0)
}

/**
 * Exchanges gradients between workers through shared memory. Each step has one meeting: a worker counts itself in
 * when its shards lie there, and goes on when all have. Two areas take turns, so that a fast worker never writes
 * where a slow one still reads.
 *
 * @param own - indices of this worker's shards
 * @param workers - number of workers that meet
 */
export function sharedExchange(
  memory: SharedArrayBuffer,
  sizes: readonly number[],
  own: readonly number[],
  workers: number,
): Exchange {
  const arrived = new Int32Array(memory, 0, 1)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const area = (turn: number, shard: number) => {
    let at = 8 + 4 * total * ((turn % 2) * shards + shard)
    return sizes.map((size) => new Float32Array(memory, (at += 4 * size) - 4 * size, size))
  }
  let turn = 0
  return (gradients) => {
    own.forEach((shard, i) => area(turn, shard).forEach((place, j) => place.set(gradients[i]![j]!)))
    Atomics.add(arrived, 0, 1)
    Atomics.notify(arrived, 0)
    turn += 1
    for (let seen = Atomics.load(arrived, 0); seen < turn * workers; seen = Atomics.load(arrived, 0)) {
      Atomics.wait(arrived, 0, seen)
    }
    // Copies, since the other worker may come round to this area while these are still in use.
    return Array.from({ length: shards }, (_, shard): Weights =>
      area(turn - 1, shard).map((x) => Float32Array.from(x)),
    )
  }
}
