import { check, forward, nullable, picklist, pipe, string } from 'valibot'
import { benchmarkParts, callable, name, hasDefaultVariant, parts, where } from '../schema/parts.ts'

/** What scoring reads of a benchmark of outputs. */
export const outputBenchmark = pipe(
  parts({
    ...benchmarkParts(parts({ id: name, grade: callable })),
    splits: parts({
      test: parts({ parse: callable, size: where('a number', (value) => typeof value === 'number') }),
    }),
    variantOfFormat: parts({}),
    itemId: callable,
    readGold: callable,
  }),
  forward(
    check((benchmark) => hasDefaultVariant(benchmark), 'the id of a variant'),
    ['defaultVariant'],
  ),
)

/** What a grade function gives. */
export const gradeSchema = parts({
  extracted: nullable(string('a text or null')),
  gold: string('a text'),
  score: picklist([0, 1], '1 or 0'),
})
