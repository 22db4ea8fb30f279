import { readFile, stat } from 'node:fs/promises'
import type { TrainProgress } from '@retable/core'

/** How often the file is looked at, in milliseconds. */
const everyMs = 200

/** Tells the steps of a training that another program writes down. */
export interface FollowedMetrics {
  /** Looks a last time, and no more. */
  readonly finish: () => Promise<void>
}

/**
 * Tells each step that the file metrics.ndjson of a training comes to hold, once and in order. What stands there at the
 * beginning is of an earlier start; a training that goes back to its checkpoint does some of it again, which is told from
 * where it gets beyond.
 */
export async function followMetrics(
  file: string,
  onStep: (progress: TrainProgress) => void,
): Promise<FollowedMetrics> {
  let bytes = 0
  let last = (await stepsIn(file)).at(-1)?.step ?? 0
  let looking = Promise.resolve()
  const look = async () => {
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    )
    if (size === bytes) return
    bytes = size
    for (const progress of await stepsIn(file)) {
      if (progress.step <= last) continue
      last = progress.step
      onStep(progress)
    }
  }
  const timer = setInterval(() => (looking = looking.then(look)), everyMs).unref()
  return {
    async finish() {
      clearInterval(timer)
      await looking
      await look()
    },
  }
}

/** The steps of a metrics file; a line that is not whole yet, or no JSON, is none. */
async function stepsIn(file: string): Promise<readonly TrainProgress[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  return whole.split('\n').flatMap((line) => {
    if (line === '') return []
    const { step, steps, loss } = parsed(line)
    return step === undefined || steps === undefined || loss === undefined ? [] : [{ step, steps, loss }]
  })
}

/** Python writes what is no number as NaN, which is no JSON; what becomes of such a training its result says. */
function parsed(line: string): Partial<TrainProgress> {
  try {
    return JSON.parse(line) as Partial<TrainProgress>
  } catch {
    return {}
  }
}
