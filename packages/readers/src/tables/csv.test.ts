import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ReadRow } from '@retable/core'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCsv } from './csv.ts'
import type { Columns } from '../options.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-csv-'))
})
afterAll(() => rm(directory, { recursive: true }))

async function rows(content: string | Uint8Array, columns?: Columns): Promise<ReadRow[]> {
  const file = path.join(directory, 'file.csv')
  await writeFile(file, content)
  return Array.fromAsync(readCsv(file, { columns }))
}

const failed = { indexes: [0], reason: '"output" is empty: the model gave no output' }

test('columns are found by their names, whatever their order; empty cells are none', async () => {
  const content = '\ufeffoutput,other, id ,gold\r\n"a, ""b""\r\nc",x,17,#### 5\r\n,,18,\r\n'
  const expected = [
    { kind: 'output', line: 2, id: '17', outputs: ['a, "b"\r\nc'], gold: '#### 5' },
    { kind: 'output', line: 4, id: '18', outputs: [''], failed },
  ]
  expect(await rows(content)).toEqual(expected)
  expect(await rows(gzipSync(content))).toEqual(expected)
})

test('a column map names them', async () => {
  const content = 'doc,completion,answer,text\n1,one,2,Q?\n'
  expect(await rows(content, { id: 'doc', output: 'completion', gold: 'answer', question: 'text' })).toEqual([
    { kind: 'output', line: 2, id: '1', question: 'Q?', outputs: ['one'], gold: '2' },
  ])
  expect(await rows(content, { question: 'text', output: 'completion' })).toEqual([
    { kind: 'output', line: 2, question: 'Q?', outputs: ['one'] },
  ])
})

test.each(['completion', 'Response', 'generated_text', 'prediction', 'OUTPUT'])(
  'outputs may be called %s, as in rows of JSON',
  async (name) => {
    const read = await rows(`ID,${name}\n5,x\n6,\n`)
    expect(read).toMatchObject([
      { id: '5', outputs: ['x'] },
      { id: '6', failed: { indexes: [0] } },
    ])
    expect(await rows(`Prompt\t${name}\nQ?\tx\n`)).toMatchObject([{ question: 'Q?', outputs: ['x'] }])
  },
)

test('two columns of outputs that differ are an error, and no two where one is empty', async () => {
  const content = 'id,response,completion\n1,x,x\n2,,z\n3,x,y\n'
  const read: ReadRow[] = []
  const all = async () => {
    const file = path.join(directory, 'two.csv')
    await writeFile(file, content)
    for await (const row of readCsv(file, {})) read.push(row)
  }
  await expect(all()).rejects.toThrow('two.csv:4: has both "completion" and "response"; say which')
  expect(read).toMatchObject([{ outputs: ['x'] }, { outputs: ['z'] }])
  expect(await rows(content, { output: 'response' })).toMatchObject([
    { outputs: ['x'] },
    { failed: { reason: expect.stringMatching(/^"response" is empty/) } },
    { outputs: ['x'] },
  ])
})

test('a request that failed has an empty cell, NaN, or an error beside it; no other cell of NaN counts', async () => {
  const read = await rows('id,output,error,gold\n1,NaN,,\n2,,late,4\n3,x,nan,nan\n')
  expect(read).toEqual([
    { kind: 'output', line: 2, id: '1', outputs: [''], failed },
    {
      ...{ kind: 'output', line: 3, id: '2', outputs: [''], gold: '4' },
      failed: { indexes: [0], reason: 'ended in an error: late' },
    },
    { kind: 'output', line: 4, id: '3', outputs: ['x'] },
  ])
})

test('lists and messages stand in a cell as JSON; a list in Python’s spelling is broken', async () => {
  const cells = [
    ['"[""a"", ""b""]"', ['a', 'b']],
    ['[3 apples', ['[3 apples']],
    [`"['a', 'b']"`, undefined],
  ] as const
  for (const [cell, outputs] of cells) {
    const [row] = await rows(`id,outputs\n1,${cell}\n`)
    expect(row).toMatchObject(outputs === undefined ? { kind: 'broken' } : { outputs })
  }
  const chat = JSON.stringify([{ role: 'assistant', content: 'x' }]).replaceAll('"', '""')
  expect(await rows(`id,messages\n1,"${chat}"\n2,spoken\n`)).toMatchObject([
    { outputs: ['x'] },
    { kind: 'broken' },
  ])
})

test('a header without a needed column says what it has', async () => {
  await expect(rows('id,reply\n1,x\n')).rejects.toThrow(
    'file.csv:1: has no column "output"; it has: id, reply; name columns with --columns',
  )
  await expect(rows('output\nx\n')).rejects.toThrow('no column "id"')
  await expect(rows('id,output\n1,x\n', { gold: 'answer' })).rejects.toThrow('no column "answer"')
  await expect(rows('id,id,output\n1,2,x\n')).rejects.toThrow('two columns are named id')
})

test('broken rows are told with their line, and the others are read', async () => {
  const content = 'id,output\n1,a\n2\n"3","c\nd"\n,e\n5,f,g\n\n6,h\n'
  const read = await rows(content)
  expect(read.map((row) => (row.kind === 'broken' ? `${row.line} ${row.reason}` : row))).toEqual([
    { kind: 'output', line: 2, id: '1', outputs: ['a'] },
    '3 has one cell, but the header has 2',
    { kind: 'output', line: 4, id: '3', outputs: ['c\nd'] },
    expect.stringMatching(/^6 has neither "id" nor "question"/),
    '7 has 3 cells, but the header has 2',
    { kind: 'output', line: 9, id: '6', outputs: ['h'] },
  ])
})

test('a quote inside a cell stands for itself', async () => {
  const read = await rows('id,output\n1,say "a" b\n2,"a" b\n3,"c"\n')
  expect(read.map((row) => row.kind === 'output' && row.outputs[0])).toEqual(['say "a" b', '"a" b', 'c'])
})

test.each([
  ['at the end', 'id,output\n1,a\n2,"b\n3,c\n', 3],
  ['before a quote that cannot close it', 'id,output\n1,a\n2,"b\n3,"c"\n4,d\n', 3],
  ['with doubled quotes on its way', 'id,output\n1,a\n2,"b ""x""\n3,c\n4,e "f"\n', 3],
  ['in a later line of its row', 'id,output,gold\n\n1,"a\nb","c\n2,d,e\n', 4],
  ['with other ends of lines', 'id,output\r\n1,"a\r\nb"\r\n2,"b\r\n3,"c" d\r\n4,e\r\n', 4],
  ['in the header', '"id,output\n1,a\n', 1],
])('a quote that is never closed is an error at its line: %s', async (_, content, line) => {
  await expect(rows(content)).rejects.toThrow(
    `file.csv:${line}: a cell begins with a quote that is never closed`,
  )
})

test('lines may end in one way here and in another there', async () => {
  const mixed = await rows('id,output,gold\n1,a,5\r\n2,b,6\n')
  expect(mixed).toMatchObject([
    { line: 2, outputs: ['a'], gold: '5' },
    { line: 3, outputs: ['b'], gold: '6' },
  ])
  expect(await rows('id,output\r\n1,a\n2,b\r\n')).toMatchObject([{ outputs: ['a'] }, { outputs: ['b'] }])
  expect(await rows('id,output\r1,a\r2,b')).toMatchObject([{ outputs: ['a'] }, { outputs: ['b'] }])
})

test('a text that begins with a quote, closed or not, is no open quote', async () => {
  const read = await rows('id,output\n1,"""a""\nb ""c"\n2,"""\n"\n3,"a" b\n')
  expect(read.map((row) => row.kind === 'output' && row.outputs[0])).toEqual(['"a"\nb "c', '"\n', '"a" b'])
})

test('rows before a quote that is not closed are there however slowly they are taken', async () => {
  const file = path.join(directory, 'open.csv')
  await writeFile(file, `id,output\n${'1,a\n'.repeat(1000)}2,"b`)
  let taken = 0
  const read = async () => {
    for await (const row of readCsv(file, {})) {
      expect(row.kind).toBe('output')
      taken += 1
      if (taken % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  await expect(read()).rejects.toThrow('open.csv:1002')
  expect(taken).toBe(1000)
})

test.each(['\t', ';'])('cells may be parted by %j', async (delimiter) => {
  const table = ['id', 'output', 'gold'].join(delimiter)
  const content = `${table}\n3${delimiter}"a${delimiter}b, c"${delimiter}7\n`
  expect(await rows(content)).toEqual([
    { kind: 'output', line: 2, id: '3', outputs: [`a${delimiter}b, c`], gold: '7' },
  ])
  const own = `doc${delimiter}text, as "given"\n5${delimiter}x\n`
  expect(await rows(own, { id: 'doc', output: 'text, as "given"' })).toMatchObject([
    { id: '5', outputs: ['x'] },
  ])
})

test('a header of one column and other marks in it is told from a parted one', async () => {
  await expect(rows('id|output\n1|x\n')).rejects.toThrow('parted by commas, tabs or semicolons')
  await expect(rows('id;reply\n1;x\n')).rejects.toThrow('it has: id, reply')
})

test('what a writer of CSV wrote is read back', async () => {
  const text = fc.string({ unit: 'binary' })
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (outputs) => {
      const lines = outputs.map((output, i) => `${i},"${output.replaceAll('"', '""')}"`)
      const table = ['id,output', ...lines].join('\n')
      const read = await rows(table)
      // A lone surrogate has no UTF-8 form.
      expect(read.map((row) => row.kind === 'output' && row.outputs[0])).toEqual(
        outputs.map((output) => output.toWellFormed()),
      )
    }),
    { numRuns: 50 },
  )
})
