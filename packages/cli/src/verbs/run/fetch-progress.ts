import type { Progress } from '../../progress.ts'

const quietMs = 2000
const betweenMs = 10_000

/** Tells how far downloads are, in a line every ten seconds; nothing of what is here in the first two. */
export function fetchProgress(say: (sentence: string) => void): Pick<Progress, 'update'> {
  let next = performance.now() + quietMs
  return {
    update(text) {
      if (performance.now() < next) return
      next = performance.now() + betweenMs
      say(text)
    },
  }
}
