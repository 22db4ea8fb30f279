import { expect, test } from 'vitest'
import { ofModel } from './of-model.ts'

const file = (text: string) => ({ name: 'stored.jsonl', bytes: new TextEncoder().encode(text) })
const row = (model: string, id: number) => JSON.stringify({ question_id: id, model, score: 7 })

test('of a file that judges several models only the rows of the one that is judged are read', () => {
  const both = [row('a', 81), row('b', 81), row('a', 82)]
  for (const text of [both.join('\n'), `[${both.join(',')}]`]) {
    const own = new TextDecoder().decode(ofModel(file(text), 'a').bytes)
    expect(own).toBe(`${row('a', 81)}\n${row('a', 82)}\n`)
  }
  const battle = (model_b: string) =>
    JSON.stringify({ question_id: 'q', model_a: 'base', model_b, winner: 'tie' })
  const battles = ofModel(file(`${battle('a')}\n${battle('b')}`), 'b')
  expect(new TextDecoder().decode(battles.bytes)).toBe(`${battle('b')}\n`)
  expect(() => ofModel(file(both.join('\n')), 'c')).toThrow(
    'stored.jsonl holds judgements of a, b, and none of c; --name says which of them is judged here',
  )
})

test('a file of one model or of none stands as it is, whatever the model is called here', () => {
  for (const text of [row('a', 81), '{"id": 1}\nno JSON', '[1', '']) {
    const stored = file(text)
    expect(ofModel(stored, 'c')).toBe(stored)
  }
})
