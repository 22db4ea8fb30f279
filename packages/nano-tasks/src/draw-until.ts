import { NanoTasksError } from './errors.ts'

/** Draws in vain, one after another, after which nothing more is expected. */
const mostInVain = 100_000

/**
 * Draws until something is accepted, and no longer than can be hoped for: a condition that nothing meets is refused
 * instead of tried for ever.
 *
 * @param what - what is drawn, for the sentence that refuses
 * @throws NanoTasksError `nano-tasks/vain-draw`
 */
export function drawUntil<T>(what: string, draw: () => T, accepts: (value: T) => boolean): T {
  for (let i = 0; i < mostInVain; i += 1) {
    const value = draw()
    if (accepts(value)) return value
  }
  throw new NanoTasksError(
    'nano-tasks/vain-draw',
    `${what}: none of ${mostInVain} draws one after another was one; ask for fewer, or for what there is`,
  )
}
