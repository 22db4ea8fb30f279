import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { arrayElements } from '@retable/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { elementsOf } from './elements.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-elements-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function elements(content: string) {
  const file = path.join(directory, 'file')
  await writeFile(file, content)
  return Array.fromAsync(elementsOf(file))
}

test('elements and their lines are those of the whole text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.nat(2), async (values, indent) => {
      const text = JSON.stringify(values, null, indent)
      const found = await elements(text)
      expect(found.map((one) => JSON.parse(one.text) as unknown)).toEqual(JSON.parse(text))
      expect(found.map(({ line }) => line)).toEqual(arrayElements(text).elements.map(({ line }) => line))
    }),
    { numRuns: 60 },
  )
})

test('an element that ends in another piece of the file is whole', async () => {
  // Pieces are of 64 KiB: backslashes, quotes and brackets lie on their edges.
  const values = Array.from({ length: 40 }, (_, i) => ({ i, text: '\\"]}'.repeat(4000 + i) }))
  const found = await elements(JSON.stringify(values))
  expect(found.map(({ text }) => JSON.parse(text) as unknown)).toEqual(values)
})

test('members of an object stand with their names', async () => {
  expect(await elements('{\n "0": {"a": [1, 2]},\n "1": "}"\n}\n')).toEqual([
    { line: 2, text: '"0": {"a": [1, 2]}' },
    { line: 3, text: '"1": "}"\n' },
  ])
  expect(await elements('[ ]')).toEqual([])
})

test.each([
  ['[1,\n2', 'file:2: the file ends inside'],
  ['[{"a": "x]', 'file:1: the file ends inside'],
  ['[1]\n[2]', 'file:2: something follows the end'],
])('%j is an error with its line', async (content, message) => {
  await expect(elements(content)).rejects.toThrow(message)
})

test('an element that lacks is empty, and no JSON', async () => {
  expect((await elements('[1,,2]')).map(({ text }) => text)).toEqual(['1', '', '2'])
  expect((await elements('[1,\n]')).map(({ text }) => text)).toEqual(['1', ''])
})
