import fc from 'fast-check'
import { restored } from '@retable/core'
import { expect, test } from 'vitest'
import { printable } from '../text/printable.ts'
import { renderTables } from './render-tables.ts'
import { latexText } from './table-latex.ts'
import { markdownText } from './table-markdown.ts'
import { tableText } from './table-text.ts'
import type { Table } from './table.ts'

const table: Table = {
  title: 'Table 1 (GSM8K, %)',
  name: 'Table 1',
  columns: [
    { title: '', name: 'row' },
    { title: 'value', align: 'right' },
    { title: 'std. error', align: 'right' },
    { title: 'unit', isDataOnly: true },
  ],
  rows: [
    ['base_model', { text: '1,319.50 %', data: 1319.5 }, { text: '± 2.1', data: 2.1 }, '%'],
    ['a & b | c', { text: '–', data: null }, '', ''],
  ],
  notes: ['# one seed', '1. of 5 % at most'],
}

test('Markdown has title, alignment and notes, and no data columns', async () => {
  expect(await renderTables([table], 'md')).toBe(
    [
      '**Table 1 (GSM8K, %)**\n',
      '|  | value | std. error |',
      '| --- | ---: | ---: |',
      '| base\\_model | 1,319.50 % | ± 2.1 |',
      '| a \\& b \\| c | – |  |\n',
      '- \\# one seed',
      '- 1\\. of 5 % at most\n',
    ].join('\n'),
  )
})

test('LaTeX is a float with the rules of booktabs', async () => {
  expect(await renderTables([table], 'latex')).toBe(
    [
      '% \\usepackage{booktabs} is needed',
      '\\begin{table}',
      '  \\centering',
      '  \\caption{Table 1 (GSM8K, \\%)}',
      '  \\begin{tabular}{lrr}',
      '    \\toprule',
      '     & value & std. error \\\\',
      '    \\midrule',
      '    base\\_model & 1,319.50 \\% & ± 2.1 \\\\',
      '    a \\& b \\textbar{} c & – &  \\\\',
      '    \\bottomrule',
      '  \\end{tabular}',
      '  \\par\\footnotesize \\# one seed',
      '  \\par\\footnotesize 1. of 5 \\% at most',
      '\\end{table}\n',
    ].join('\n'),
  )
})

test('CSV has numbers and data columns; tables of the same columns stand under one header', async () => {
  const other: Table = { title: 'other', columns: [{ title: 'x' }, { title: 'x' }], rows: [['=1+1', '-2']] }
  expect(await renderTables([table, { ...table, name: 'Table 2' }, other], 'csv')).toBe(
    [
      'table,row,value,std. error,unit',
      ...['Table 1', 'Table 2'].flatMap((name) => [
        `${name},base_model,1319.5,2.1,%`,
        `${name},a & b | c,,,`,
      ]),
      '',
      'table,x,x 2',
      "other,'=1+1,-2\n",
    ].join('\n'),
  )
})

test('for a terminal there is neither title nor data column', () => {
  expect(tableText(table, { isIndented: true })).toBe(
    '                   value  std. error\n  base_model  1,319.50 %       ± 2.1\n  a & b | c            –',
  )
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...String.raw`\{}$&#%_~^<>|*[]()!'"-=+@,.:/?1aw`,
      ...['`', '\n', '\t', '\u001b', '\u202e', ' ', 'α', '≥', 'é'],
    ),
    maxLength: 30,
  }),
)
const shownAs = (text: string) => printable(text.trim())

test('every text comes back from Markdown, where no character that means something stands bare', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = markdownText(text)
      expect(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(shownAs(text))
      expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(
        /[\\`*_{}[\]<>&|~$@]|:\/\/|\bwww\.|[\u0000-\u001f]/i,
      )
    }),
  )
})

/** What LaTeX sets for each command that may occur; written by hand from the LaTeX and amsmath manuals. */
const set: Readonly<Record<string, string>> = {
  '\\textbackslash{}': '\\',
  '\\textasciitilde{}': '~',
  '\\textasciicircum{}': '^',
  '\\textless{}': '<',
  '\\textgreater{}': '>',
  '\\textbar{}': '|',
  '\\textasciigrave{}': '`',
  '\\ensuremath{\\alpha}': 'α',
  '\\ensuremath{\\geq}': '≥',
  '{[}': '[',
  '{*}': '*',
  '{}': '',
}

test('every text comes back from LaTeX, where nothing but known commands and plain characters stands', () => {
  const token = /\\(?:text[a-z]+\{\}|ensuremath\{\\[a-z]+\}|[{}$&#%_])|\{[[*]?\}|[^\\{}$&#%_~^<>|`]/gu
  const known = hostile.filter((text) => !/[⏎≤≠≈−∞\u0370-\u03ff]/u.test(text.replaceAll('α', '')))
  fc.assert(
    fc.property(known, (text) => {
      const escaped = latexText(text)
      const tokens = escaped.match(token) ?? []
      expect(tokens.join('')).toBe(escaped)
      const read = tokens.map((each) => set[each] ?? (/^\\[^a-z]$/.test(each) ? each[1] : each))
      expect(read.join('')).toBe(shownAs(text.replaceAll('\n', ' ')))
      expect(escaped).not.toMatch(/^[[*]|--|''|,,|[\u0000-\u001f]/)
    }),
  )
})

test('hostile cells, titles and notes change the shape of no form', async () => {
  const row = fc.tuple(hostile, hostile)
  const tables = fc.record({ title: hostile, rows: fc.array(row, { minLength: 1, maxLength: 4 }), notes: fc.array(hostile, { maxLength: 2 }) }) // prettier-ignore
  await fc.assert(
    fc.asyncProperty(tables, async ({ title, rows, notes }) => {
      const made: Table = { title, rows, notes, columns: [{ title: 'a' }, { title: 'b' }] }
      const md = (await renderTables([made], 'md')).split('\n').filter((line) => line.startsWith('|'))
      expect(md.map((line) => line.replace(/\\./g, '').split('|').length)).toEqual(
        [...rows, 1, 1].map(() => 4),
      )
      const latex = (await renderTables([made], 'latex')).split('\n').filter((line) => line.endsWith(' \\\\'))
      expect(latex.map((line) => line.replace(/\\./g, '').split('&').length)).toEqual(
        [...rows, 1].map(() => 2),
      )
      const read = readCsv(await renderTables([made], 'csv'))
      expect(read).toEqual([['table', 'a', 'b'], ...rows.map((cells) => [title, ...cells].map(printable))])
    }),
  )
})

/** Reads CSV by RFC 4180, and takes the apostrophes before formulas away. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)!.push(restored(quoted?.replaceAll('""', '"') ?? plain ?? ''))
    if (end === '\n') rows.push([])
  }
  return rows.slice(0, -1)
}

test('a column that is text alone is left out of CSV, as its numbers stand in others', async () => {
  const columns = [
    { title: 'value' },
    { title: '95 % interval', isTextOnly: true },
    { title: 'ci_low', isDataOnly: true },
  ]
  const rows = [['61.0 %', '51.2 – 69.9', '0.512']]
  expect(await renderTables([{ title: 't', columns, rows }], 'csv')).toBe(
    'table,value,ci_low\nt,61.0 %,0.512\n',
  )
  expect(await renderTables([{ title: 't', columns, rows }], 'md')).toContain('| 61.0 % | 51.2 – 69.9 |')
})
