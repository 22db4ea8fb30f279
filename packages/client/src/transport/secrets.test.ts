import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseBaseUrl } from './base-url.ts'
import { blotSecrets } from './secrets.ts'

test('no spelling of a key is left, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 8, maxLength: 40 }),
      fc.string(),
      fc.string(),
      (apiKey, before, after) => {
        const { sentence, data } = blotSecrets({ apiKey, urls: [] })
        const safe = encodeURIComponent(apiKey.toWellFormed()) === encodeURIComponent(apiKey)
        fc.pre(safe && !'***'.includes(apiKey))
        for (const spelling of [
          apiKey,
          encodeURIComponent(apiKey),
          JSON.stringify(apiKey),
          Buffer.from(apiKey).toString('base64'),
        ]) {
          const text = `${before}${spelling}${after}`
          expect(sentence(text).includes(apiKey)).toBe(false)
          expect(data(text).includes(apiKey)).toBe(false)
        }
      },
    ),
  )
})

test('JSON stays JSON', () => {
  const { data } = blotSecrets({ apiKey: 'a"b\\c-long-key', urls: [] })
  expect(JSON.parse(data(JSON.stringify({ text: 'key a"b\\c-long-key.' })))).toEqual({ text: 'key ***.' })
})

test('ordinary headers are blotted in sentences alone', () => {
  const { sentence, data } = blotSecrets({
    headers: {
      'x-title': 'my evaluation',
      'x-api-key': 'key-number-1',
      authorization: 'Bearer token-number-2',
    },
    urls: [],
  })
  expect(data('my evaluation key-number-1 token-number-2')).toBe('my evaluation *** ***')
  expect(sentence('my evaluation')).toBe('***')
})

test('a base URL shows neither user nor query, and is taken up to its route', () => {
  expect(parseBaseUrl('https://u:p%40w@host:8443/v1/chat/completions/?key=1')).toEqual({
    shown: 'https://host:8443/v1',
    origin: 'https://host:8443',
    path: '/v1',
    rootPath: '',
    query: '?key=1',
    user: { name: 'u', password: 'p@w' },
  })
  expect(() => parseBaseUrl('ftp://host')).toThrow(/http/)
})
