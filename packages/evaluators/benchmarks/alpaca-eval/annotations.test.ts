import { describe, expect, test } from 'vitest'
import { readAnnotations } from './annotations.ts'
import { weightedJudge } from './judges.ts'

const annotations = (text: string) =>
  readAnnotations({ name: 'a.json', bytes: new TextEncoder().encode(text) }, weightedJudge)
const row = (preference: number, instruction: string, model = 'mine') => ({
  instruction,
  output_1: 'a long answer',
  output_2: 'short',
  generator_1: 'gpt4_1106_preview',
  generator_2: model,
  preference,
})

describe('a file is refused', () => {
  const refused = (...rows: object[]) => expect(() => annotations(JSON.stringify(rows)))
  test('that holds two models, though the second repeats every instruction', () => {
    refused(row(1.2, 'a'), row(1.2, 'a', 'other')).toThrow(
      /mixes several models or baselines \(.*mine, other\)/,
    )
  })
  test('whose preferences run from 0 to 1; zeros among whole wins and losses are draws', () => {
    refused(row(0.2, 'a'), row(0, 'b'), row(1, 'c')).toThrow('from 0 to 1, and alpaca_eval')
    expect(annotations(JSON.stringify([row(0, 'a'), row(1, 'b')])).rows).toHaveLength(2)
  })
  test('that is cut off or no array', () => {
    expect(() => annotations('[{"instruction": "x')).toThrow('is broken or cut off')
    expect(() => annotations('instruction,output\na,b')).toThrow('is no JSON array (a table')
    expect(() => annotations('{"a": 1}\n{"a": 2}')).toThrow('or an object a line?')
  })
})
