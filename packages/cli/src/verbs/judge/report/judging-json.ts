import type { FinishedJudging } from './finished-judging.ts'
import type { RecordedJudging } from './record-judging.ts'

/** What `--json` prints of a judging: all that its text says. */
export function judgingJson(
  { run, folder, file, scored, told, diff, heading }: RecordedJudging,
  { judged, asking, second, paper, answered, answerSpent, open }: FinishedJudging,
): Readonly<Record<string, unknown>> {
  const { prepared, counts, failures } = judged
  const { benchmark, version, variant, variantVersion, metrics, n, standIns } = scored
  const { procedure, readout, model } = prepared
  const { samples = 1, temperature = null, maxTokens = null } = asking
  return {
    ...{ run, folder, file, benchmark, version, variant, variantVersion },
    ...{ judged: model, judge: open.endpoint.manifest, isVersionKnown: open.endpoint.isVersionKnown },
    procedure: { id: procedure.id, version: procedure.version },
    ...{ verdicts: readout, samples, temperature, maxTokens },
    // Rows that were judged, and how many a whole run has; `n` counts what has a score.
    ...{ rows: prepared.judged, of: prepared.all, n },
    ...{ metrics, standIns, failures, counts },
    notes: [...scored.notes, ...told.notes],
    doubts: told.doubts,
    departures: told.departures,
    ...(second === undefined
      ? {}
      : { again: { failures: second.judged.failures, counts: second.judged.counts } }),
    ...(answered === undefined ? {} : { answers: answered.counts, answerSpent }),
    spent: open.endpoint.client.spent,
    ...(paper === undefined ? {} : { heading, diff }),
  }
}
