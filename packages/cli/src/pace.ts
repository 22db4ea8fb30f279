/** How fast new items come. */
export interface Pace {
  /** Tells how many are done, those that were there before the work among them. */
  readonly note: (done: number) => void
  /** Items a second since the first new one; 0 until there is another. */
  readonly rate: () => number
}

/**
 * Starts to measure a pace. It counts from the first new item on: neither what was there already nor the time until
 * then, in which a model was loaded or its turn waited for, is in it.
 *
 * @param there - items that were there before
 */
export function startPace(there: number): Pace {
  let first: { readonly done: number; readonly at: number } | undefined
  let last = there
  return {
    note(done) {
      last = done
      if (first === undefined && done > there) first = { done, at: performance.now() }
    },
    rate() {
      if (first === undefined || last <= first.done) return 0
      const seconds = (performance.now() - first.at) / 1000
      return seconds > 0 ? (last - first.done) / seconds : 0
    },
  }
}

/** `, 45 a second, 30 s left`; nothing as long as no rate is known. */
export function paceText(rate: number, left: number): string {
  return rate > 0 ? `, ${rateText(rate)}, ${durationText(left / rate)} left` : ''
}

/** A slow one by the minute. */
function rateText(perSecond: number): string {
  const [rate, unit] = perSecond >= 1 ? [perSecond, 'second'] : [60 * perSecond, 'minute']
  return `${rate.toFixed(rate < 10 ? 1 : 0)} a ${unit}`
}

/** Seconds up to two minutes, minutes up to two hours. */
export function durationText(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
