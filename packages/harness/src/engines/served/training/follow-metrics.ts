import { open } from 'node:fs/promises'
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
  const lines = newLinesOf(file)
  let last = 0
  for (const { step } of stepsIn(await lines())) last = Math.max(last, step)
  let looking = Promise.resolve()
  const look = async () => {
    for (const progress of stepsIn(await lines())) {
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

/**
 * Gives the whole lines that a file has got since the last time; nothing where it is not there yet. A file that is
 * shorter than it was is read from its start: a training that goes on from its checkpoint cuts off what came after that.
 */
function newLinesOf(file: string): () => Promise<string> {
  let read = 0
  return async () => {
    const handle = await open(file).catch(() => undefined)
    if (handle === undefined) return ''
    try {
      const { size } = await handle.stat()
      if (size < read) read = 0
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(size - read), 0, size - read, read)
      const whole = buffer.subarray(0, buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1)
      read += whole.length
      return whole.toString()
    } finally {
      await handle.close()
    }
  }
}

/** The steps in lines of a metrics file; what is no JSON is none. */
function stepsIn(lines: string): readonly TrainProgress[] {
  return lines.split('\n').flatMap((line) => {
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
