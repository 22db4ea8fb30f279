import type { RunRecord, SampleScore, SettingResult } from '@retable/core'
import { fromLosslessJson, losslessJson } from './lossless-json.ts'

/** A line of scores.jsonl: of a run it begins with its seed and setting. */
export type ScoreLine = SampleScore & {
  readonly seed?: number
  readonly setting?: string
  readonly benchmarkVersion?: string | null
  readonly variant?: string | null
  readonly variantVersion?: string | null
}

/** A sample's score as a line, with the versions of what graded it. */
export function scoreLine(
  score: SampleScore,
  { benchmark, variant }: Pick<SettingResult, 'benchmark' | 'variant'>,
  place: { readonly seed?: number; readonly setting?: string } = {},
): string {
  const line: ScoreLine = {
    ...place,
    ...score,
    benchmarkVersion: benchmark?.version ?? null,
    variant: variant?.id ?? null,
    variantVersion: variant?.version ?? null,
  }
  return `${losslessJson(line)}\n`
}

/** Characters that are written at once. */
const pieceSize = 65_536

/** All lines of a record, in its order, in pieces of many: their text as a whole is never in memory. */
export function* scoreLines(record: Pick<RunRecord, 'results' | 'manifest'>): Generator<string> {
  let piece = ''
  for (const line of linesOf(record)) {
    piece += line
    if (piece.length < pieceSize) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

function* linesOf({ results, manifest }: Pick<RunRecord, 'results' | 'manifest'>): Generator<string> {
  const isRun = manifest.kind !== 'score'
  for (const { seed, settings } of results) {
    for (const result of settings) {
      const place = isRun ? { ...(seed === null ? {} : { seed }), setting: result.setting } : {}
      for (const score of result.scores) yield scoreLine(score, result, place)
      for (const value of valuesOf(result)) yield `${losslessJson({ ...place, ...value })}\n`
    }
  }
}

/** A value of an item that no sample was graded for, such as a change of a log-probability; a line of scores.jsonl. */
interface ItemValue {
  readonly metric: string
  readonly item: string
  readonly value: number
}

/** The values of a setting that has no graded samples, in the order of their lines. */
export function valuesOf({ benchmark, units }: Pick<SettingResult, 'benchmark' | 'units'>): ItemValue[] {
  if (benchmark !== null) return []
  return Object.entries(units).flatMap(([metric, values]) =>
    values.map(({ item, value }) => ({ metric, item, value })),
  )
}

/** Whether a line holds this value. */
export function isValue(text: string, { metric, item, value }: ItemValue): boolean {
  try {
    const line = fromLosslessJson(text) as Partial<ItemValue> | null
    return line?.metric === metric && line.item === item && Object.is(line.value, value)
  } catch {
    return false
  }
}

/** The score of a line, without what the setting says. */
export function scoreOf({
  benchmark,
  item,
  sample,
  drawing,
  extracted,
  gold,
  score,
}: ScoreLine): SampleScore {
  return { benchmark, item, sample, ...(drawing === undefined ? {} : { drawing }), extracted, gold, score }
}

/** A line of scores.jsonl; undefined for a text that is none. */
export function parsedScore(text: string): ScoreLine | undefined {
  try {
    const line = fromLosslessJson(text) as Partial<ScoreLine> | null
    return typeof line?.item === 'string' ? (line as ScoreLine) : undefined
  } catch {
    return undefined
  }
}
