import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseReference, registryAddress } from './reference.ts'
import { requirePinned } from './require-pinned.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

// What Docker makes of each: github.com/distribution/reference, normalize.go and its tests.
test.each([
  ['debian', 'docker.io', 'library/debian', null, null],
  ['debian:12', 'docker.io', 'library/debian', '12', null],
  ['vllm/vllm-openai:v0.11.0', 'docker.io', 'vllm/vllm-openai', 'v0.11.0', null],
  [`pytorch/pytorch@${digest}`, 'docker.io', 'pytorch/pytorch', null, digest],
  [`docker.io/debian:12@${digest}`, 'docker.io', 'library/debian', '12', digest],
  ['index.docker.io/debian', 'docker.io', 'library/debian', null, null],
  ['localhost/a', 'localhost', 'a', null, null],
  ['localhost:5000/a/b/c:1', 'localhost:5000', 'a/b/c', '1', null],
  ['127.0.0.1:5000/a', '127.0.0.1:5000', 'a', null, null],
  ['[::1]:5000/a', '[::1]:5000', 'a', null, null],
  ['ghcr.io/org/name-x__y.z', 'ghcr.io', 'org/name-x__y.z', null, null],
  ['Local/a', 'Local', 'a', null, null],
  ['a--b/c', 'docker.io', 'a--b/c', null, null],
])('%s', (text, registry, repository, tag, pinned) => {
  expect(parseReference(text)).toMatchObject({ registry, repository, tag, digest: pinned })
})

test.each([
  '',
  'Debian',
  'a:',
  'a@',
  'a@sha256:12',
  `a@${digest}@${digest}`,
  `a@${digest.toUpperCase()}`,
  'a//b',
  '/a',
  'a/',
  'a b',
  'a\n',
  '$(touch x)',
  'a:$x',
  '-a',
  'a..b',
  'a___b',
  'https://ghcr.io/a',
  '127.0.0.1:x/a',
  'f'.repeat(64).replaceAll('f', 'a'),
  'a'.repeat(256),
])('%j is no image', (text) => {
  expect(() => parseReference(text)).toThrow(
    expect.objectContaining({ code: 'runtimes/image-reference', kind: 'usage' }),
  )
})

test('any text is a reference or refused, and quickly', () => {
  const piece = fc.constantFrom(
    'a',
    'A',
    '-',
    '_',
    '.',
    ':',
    '/',
    '@',
    'sha256:',
    digest,
    ' ',
    '$',
    '\n',
    '5000',
    'é',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('')
      try {
        const { name, tag, digest: pinned } = parseReference(text)
        expect(`${name}${tag === null ? '' : `:${tag}`}${pinned === null ? '' : `@${pinned}`}`).toBe(text)
        expect(text).toMatch(/^[\w./:@[\]-]+$/)
      } catch (error) {
        expect(error).toMatchObject({ code: 'runtimes/image-reference' })
      }
    }),
  )
  const began = performance.now()
  for (const text of [
    'a-'.repeat(50_000),
    `a${'_'.repeat(100_000)}`,
    'a/'.repeat(50_000),
    `${'a.'.repeat(50_000)}/a`,
  ]) {
    expect(() => parseReference(text)).toThrow()
  }
  expect(performance.now() - began).toBeLessThan(2000)
})

test('a registry answers by HTTPS, but for one on this machine; Docker Hub at a host of its own', () => {
  expect(
    [
      'docker.io',
      'ghcr.io',
      'localhost:5000',
      '127.0.0.1:5000',
      '[::1]:5000',
      '127.evil.org',
      'localhost.org',
    ].map(registryAddress),
  ).toEqual([
    'https://registry-1.docker.io',
    'https://ghcr.io',
    'http://localhost:5000',
    'http://127.0.0.1:5000',
    'http://[::1]:5000',
    'https://127.evil.org',
    'https://localhost.org',
  ])
})

test('a pinned image is given without its tag; one without digest is refused with what to write', () => {
  expect(requirePinned(`vllm/vllm-openai:v0.11.0@${digest}`)).toBe(`vllm/vllm-openai@${digest}`)
  expect(requirePinned(`localhost:5000/a@${digest}`)).toBe(`localhost:5000/a@${digest}`)
  for (const text of ['debian', 'debian:12', 'localhost:5000/debian:latest']) {
    expect(() => requirePinned(text)).toThrow(
      expect.objectContaining({ code: 'runtimes/unpinned-image', kind: 'usage' }),
    )
  }
  expect(() => requirePinned('debian:12')).toThrow('write debian@sha256:… in its place')
})
