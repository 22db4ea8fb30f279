import { expect, test } from 'vitest'
import { arxivId } from './arxiv-id.ts'

test.each([
  ['2404.19733v3', '2404.19733v3'],
  ['2401.00002', '2401.00002'],
  [2401.0001, '2401.00010'],
  [2401.1, '2401.10000'],
  [704.001, '0704.0010'],
])('%j is %s', (given, id) => {
  expect(arxivId(given)).toBe(id)
})

test.each(['abc', '2404', '', 'arXiv:2404.19733', 24.5])('%j is none', (given) => {
  expect(() => arxivId(given)).toThrow(`"${given}" is no arXiv id`)
})
