import { expect, test } from 'vitest'
import { parseReported } from './reported-csv.ts'

const columns = 'cell,version,table,row,column,metric,value,unit,n,setting,read_from,source'
const row = 'c,v1,Table 1,r,x,accuracy,50.0,%,100,"one, two",full text,s'

test('a file has its cells by column, also with the mark that spreadsheets put first', () => {
  const cell = {
    ...{
      cell: 'c',
      version: 'v1',
      table: 'Table 1',
      row: 'r',
      column: 'x',
      metric: 'accuracy',
      value: '50.0',
    },
    ...{ unit: '%', n: '100', setting: 'one, two', read_from: 'full text', source: 's' },
  }
  for (const mark of ['', '\uFEFF']) expect(parseReported(`${mark}${columns}\n${row}\n`)).toEqual([cell])
})

test('a column that lacks is named, of several the first', () => {
  expect(() => parseReported(`${columns.replace(',unit', '')}\n`)).toThrow('lacks the column "unit"')
  expect(() => parseReported('cell,version,row,column,metric\n')).toThrow('lacks the column "table"')
})
