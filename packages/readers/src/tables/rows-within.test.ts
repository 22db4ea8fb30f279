import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from './csv.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-rows-within-'))
})
afterAll(() => rm(directory, { recursive: true }))

/** What is made of each row: its id, a mark behind it where it may hold others; the line of a broken one. */
async function made(...lines: readonly string[]): Promise<(string | number)[]> {
  const file = path.join(directory, 'table.csv')
  await writeFile(file, lines.join('\n'))
  const read = await Array.fromAsync(readCsv(file, {}))
  return read.map((row) => {
    if (row.kind === 'broken') return row.line
    if (row.kind !== 'output') return row.kind
    return `${row.id}${row.rowsWithin === undefined ? '' : ` with ${row.rowsWithin.join(' ')}`}`
  })
}

test('rows that a quoted text has taken for certain are lost, each at its line', async () => {
  const taken = ['2,"so #### 31', '3,and #### 32', '4,"""then"" #### 33"']
  // The last of these begins with a quote of its own, so that the cell ends there.
  await expect(made('id,output', '1,x', ...taken)).rejects.toThrow('never closed')
  const swallowed = ['2,"so #### 31', '3,and #### 32', '4,then #### 33"']
  expect(await made('id,output', '1,x', ...swallowed, '5,y')).toEqual(['1', 3, 4, 5, '5'])
  expect(await made('id,output', '1,x', ...swallowed)).toEqual(['1', 3, 4, 5])
  expect(await made('id,output', '7,"a', '8,b"', '9,c')).toEqual([2, 3, '9'])
  const wide = ['id,gold,output,n', 'own-1,7,x,1', 'own-2,8,"y,2', 'own-3,9,z,3', 'own-4,9,z",4']
  expect(await made(...wide, 'own-5,1,w,5')).toEqual(['own-1', 3, 4, 5, 'own-5'])
  expect(await made('output,id', 'w,3', '"x,4', 'y,5', 'z",6', 'v,7')).toEqual(['3', 3, 4, 5, '7'])
})

test('where it is likely the row says which', async () => {
  expect(await made('id,output', '1,x', '20,"a', '7,b', '9,c"', '3,y')).toEqual(['1', '20 with 20 7 9', '3'])
  expect(await made('id,output', '8,x', '9,"a', '10,b"')).toEqual(['8', '9 with 9 10'])
})

test.each([
  ['a text of lines', ['0,"First, he has 3.', 'Then, 4 more.', '#### 7"', '1,y']],
  ['a list in it', ['0,"There are', '1, the first', '2, the second"', '5,y']],
  ['thousands', ['0,"Total', '1,234', '5,678"', '1,y']],
  ['a table in it', ['0,"n,square', '1,1', '2,4', '3,9"', '1,y']],
  ['ids that come as rows', ['0,"So', '1,x"', '1,y']],
])('%s is an ordinary answer', async (_, lines) => {
  const ids = lines.map((line) => /^(\d+),(?:"|y)/.exec(line)?.[1]).filter((id) => id !== undefined)
  expect((await made('id,output', ...lines)).map((id) => String(id).replace(/ with.*/, ''))).toEqual(ids)
})
