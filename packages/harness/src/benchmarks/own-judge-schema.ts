import { check, forward, integer, minValue, number, optional, picklist, pipe, string } from 'valibot'
import {
  benchmarkParts,
  callable,
  listOf,
  name,
  hasDefaultVariant,
  parts,
  texts,
  where,
} from '../schema/parts.ts'

/** What decides a judge's verdicts. */
const judge = pipe(
  parts({
    id: name,
    version: name,
    asks: picklist(['pair', 'single'], '"pair" or "single"'),
    order: picklist(['given', 'both', 'drawn'], '"given", "both" or "drawn"'),
    prompt: optional(callable),
    promptSource: optional(string('a text')),
    parse: callable,
    ties: where('"apart", "none" or a number from 0 to 1', isTieRule),
    errors: where('"left out" or a number', (value) => value === 'left out' || Number.isFinite(value)),
    aggregation: name,
  }),
  forward(
    check(
      ({ prompt, promptSource }) => prompt !== undefined || !!promptSource,
      'a text, where no prompt is,',
    ),
    ['promptSource'],
  ),
)

function isTieRule(value: unknown): boolean {
  return value === 'apart' || value === 'none' || (typeof value === 'number' && value >= 0 && value <= 1)
}

/** What scoring reads of a benchmark of judgements. */
export const judgeBenchmark = pipe(
  parts(benchmarkParts(parts({ id: name, measure: callable, judges: optional(listOf(judge)) }))),
  forward(
    check((benchmark) => hasDefaultVariant(benchmark), 'the id of a variant'),
    ['defaultVariant'],
  ),
)

const measurement = parts({
  name,
  // A mean of nothing may be no number.
  value: where('a number', (value) => typeof value === 'number'),
  n: pipe(number('a number'), integer('a whole number'), minValue(0, 'a number from 0 up')),
  unit: name,
})

/** What a file of judgements is measured to. */
export const judgementScore = parts({
  measurements: listOf(measurement),
  scores: listOf(parts({ item: name, score: where('a number', Number.isFinite) })),
  broken: listOf(parts({ reason: string('a text') })),
  notes: texts,
  named: optional(parts({ models: texts, judges: texts })),
  standIns: optional(texts),
})
