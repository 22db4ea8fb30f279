import type { Asset } from '@retable/core'
import { expect, test } from 'vitest'
import { referenceOutputs } from '../assets.ts'
import { weightedPairs } from './procedures.ts'

const template = '<|im_start|>user\n{instruction}\n{output_1}\n{output_2}<|im_end|>'
const references = ['a', 'b', 'c', 'd'].map((instruction) => ({
  ...{ instruction, output: `baseline ${instruction}`, generator: 'base', dataset: 'set' },
}))

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

test('an instruction without an output keeps its place before those that have one, and is not judged', async () => {
  const read = ({ name }: Asset) =>
    Promise.resolve(name === referenceOutputs.name ? encode(references) : new TextEncoder().encode(template))
  const outputs = ['c', 'a'].map((instruction) => ({ instruction, output: `own ${instruction}` }))
  const tasks = await weightedPairs.tasks({
    ...{ read, judge: 'j', model: 'm', readout: 'text' },
    outputs: { bytes: encode(outputs), name: 'mine.json' },
  })
  expect(tasks.map(({ id, isPlace }) => [id, isPlace === true])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
  ])
  const place = tasks[1]!.row([])
  expect(place).toMatchObject({ instruction: 'b', output_2: '', preference: null, generator_2: 'm' })
  const rows = tasks.map((task) => (task.isPlace ? place : task.row([[{ text: 'm' }]])))
  // A place is no output, of which another judge could be asked.
  const stored = { bytes: encode(rows), name: 'annotations.json' }
  expect(weightedPairs.outputsIn!(stored).map(({ instruction }) => instruction)).toEqual(['a', 'c'])
  expect([...weightedPairs.shownIn!(stored).values()]).toEqual(['own a', 'own c'])
})
