import type { Drawn, UnitValues } from '@retable/core'
import type { Grading, Instruction, LengthUnit } from '../setup.ts'

/** By instruction: the length of a model's answer, and how good it is where the world knows. */
export function answerFigures(
  answers: readonly Drawn<Instruction>[],
  { grading, length }: { readonly grading: Grading; readonly length: LengthUnit },
): UnitValues[] {
  const each = (value: (instruction: string, answer: string) => number) =>
    answers.map(({ of, completions }) => ({
      item: of.id,
      value: value(of.instruction, completions[0]!.text),
    }))
  const lengths = { metric: 'length', unit: length, values: each((_, answer) => lengthOf(answer, length)) }
  if (grading.kind === 'judged') return [lengths]
  const { quality } = grading
  return [
    { metric: 'quality', unit: 'points', values: each(quality) },
    {
      metric: 'right',
      unit: 'fraction',
      values: each((instruction, answer) => Number(quality(instruction, answer) === 5)),
    },
    lengths,
  ]
}

function lengthOf(text: string, unit: LengthUnit): number {
  return unit === 'characters' ? text.length : text.split(/\s+/).filter((word) => word !== '').length
}
