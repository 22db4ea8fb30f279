import { expect, test } from 'vitest'
import { quotedNotes, quotedText, type QuotedCell } from './quoted-cell.ts'

const length: QuotedCell = {
  reported: '1092',
  unit: 'chars (digest says tokens; unit not stated in table)',
  readFrom: 'transcription',
}
const share: QuotedCell = { reported: '51.8', unit: '%', readFrom: 'full text' }

test('a column has the number, its mark and its unit; the rest is a note', () => {
  expect([length, share].map(quotedText)).toEqual(['1092† chars', '51.8 %'])
  expect(quotedNotes([length, share, { ...length, readFrom: 'draft' }])).toEqual([
    '† second hand, from: draft, transcription',
    'unit chars: digest says tokens; unit not stated in table',
  ])
})

test('a number of which nobody knows where it was read has no mark', () => {
  expect(quotedText({ ...length, readFrom: undefined })).toBe('1092 chars')
  expect(quotedNotes([share, { ...share, readFrom: undefined }])).toEqual([])
})
