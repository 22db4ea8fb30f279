import type {
  ComparedFigure,
  JudgeLeaderboard,
  KnownCause,
  PublishedCell,
  RecomputedRow,
} from '@retable/core'
import { agreesAsPrinted, printedLike } from '@retable/stats/printed'
import { differenceOf } from './difference.ts'

/** Compares a published figure, as printed, with what was measured for it. */
export function compareFigure(
  table: JudgeLeaderboard,
  subject: string,
  { metric, printed, scale }: PublishedCell,
  { measurements, standIns = [], otherwise = [] }: RecomputedRow,
): ComparedFigure {
  const figure = { table: table.id, subject, metric, reported: printed }
  const found = measurements.find((candidate) => candidate.name === metric)
  if (found === undefined) {
    const nothing = { agreeingDigits: 0, difference: null, cause: null }
    return { ...figure, measured: '', verdict: 'deviates', ...nothing }
  }
  const measured = found.value * scale
  const published = Number(printed)
  const compared = {
    ...figure,
    measured: printedLike(measured, printed),
    difference: differenceOf(measured, published),
  }
  if (agreesAsPrinted(measured, printed)) {
    return { ...compared, verdict: 'exact', agreeingDigits: null, cause: null }
  }
  const others = otherwise
    .filter((other) => other.metric === metric)
    .map(({ value, setting }) => ({ value: value * scale, setting }))
  const why = table.whyDifferent?.({ subject, metric, published, measured, standIns, otherwise: others })
  return {
    ...compared,
    verdict: 'deviates',
    agreeingDigits: digitsAgreed(measured, published),
    cause: causeOf(why),
  }
}

/** A text is a cause that was not fitted to the figure. */
function causeOf(why: KnownCause | string | undefined): KnownCause | null {
  return typeof why === 'string' ? { reason: why, isFitted: false } : (why ?? null)
}

/** Significant digits before the first that differs, counted from the leading digit of the published number. */
function digitsAgreed(measured: number, published: number): number {
  const relative = Math.abs(measured - published) / Math.abs(published)
  return Number.isFinite(relative) && relative > 0 ? Math.max(0, Math.floor(-Math.log10(relative))) : 0
}
