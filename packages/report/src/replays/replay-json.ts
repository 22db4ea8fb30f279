import type {
  BenchmarkReplay,
  ComparedCell,
  ComparedFigure,
  KnownCause,
  PaperReplayResult,
} from '@retable/core'
import { printableJson } from '../text/printable.ts'
import { cellReasonText, figureReasonText } from './reason-text.ts'

/**
 * A benchmark's replay as one document on a line.
 *
 * @param judgeRules - what the benchmark's judges are known to do, as it is to stand there
 */
export function benchmarkReplayJson(replay: BenchmarkReplay, judgeRules: readonly unknown[]): string {
  const { name, rows, notRecomputed, notes } = replay
  return documentOf({
    name,
    kind: 'benchmark',
    judgeRules,
    rows: rows.map(figureFields),
    notRecomputed: notRecomputed.map(({ table, subject, reason }) => ({ table, subject, reason })),
    notes,
  })
}

/** A paper's replay as one document on a line. */
export function paperReplayJson({ name, kind, source, rows, notRecomputed }: PaperReplayResult): string {
  const left = notRecomputed.map(({ reason, cells }) => ({ reason, cells }))
  return documentOf({ name, kind, source, rows: rows.map(cellFields), notRecomputed: left })
}

function documentOf(value: unknown): string {
  return `${printableJson(value)}\n`
}

function figureFields({ agreeingDigits, difference, cause, ...figure }: ComparedFigure) {
  return {
    ...figure,
    reason: figureReasonText({ agreeingDigits, difference, cause, ...figure }),
    explained: cause !== null,
    agreeingDigits,
    ...fitted(cause),
    difference,
    cause,
  }
}

function cellFields({ difference, cause, refutedCause, ...cell }: ComparedCell) {
  return {
    ...cell,
    reason: cellReasonText({ difference, cause, refutedCause, ...cell }),
    explained: cause !== null,
    ...fitted(cause),
    difference,
    cause,
    refutedCause,
  }
}

/** Stands there only where it holds. */
function fitted(cause: KnownCause | null): { fitted?: true } {
  return cause?.isFitted === true ? { fitted: true } : {}
}
