import { expect, test } from 'vitest'
import { challengeIn } from './challenge.ts'

const bearer = (realm: string, service: string | null = null) => ({ scheme: 'bearer', realm, service })

test.each([
  // As Docker Hub sends it.
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/debian:pull"',
    bearer('https://auth.docker.io/token', 'registry.docker.io'),
  ],
  ['bearer  Realm = "https://a/t" , SERVICE=s', bearer('https://a/t', 's')],
  ['Basic realm="x", Bearer realm="https://a/t"', bearer('https://a/t')],
  ['Bearer realm="https://a/t", Basic realm="x"', bearer('https://a/t')],
  ['Bearer realm="https://a/t?q=\\"1, 2\\"",service="a, b"', bearer('https://a/t?q="1, 2"', 'a, b')],
  ['Basic realm="Bearer realm"', { scheme: 'basic' }],
  ['Basic', { scheme: 'basic' }],
  ['Bearer service="x"', undefined],
  ['Negotiate abc==', undefined],
  ['Bearer realm="open', undefined],
  ['', undefined],
])('%s', (header, challenge) => {
  expect(challengeIn(header)).toEqual(challenge)
})

test('a long crooked header takes no long time', () => {
  const began = performance.now()
  for (const piece of ['a ', 'a=', 'a="', '\\"', '= ', 'Bearer realm="\\']) challengeIn(piece.repeat(8000))
  expect(performance.now() - began).toBeLessThan(2000)
})
