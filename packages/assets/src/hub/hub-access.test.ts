import { expect, onTestFinished, test } from 'vitest'
import { hubAccess } from './hub-access.ts'
import { repository, revision, startHub } from './testing-hub.ts'

test('one request tells whether an account is given a model', async () => {
  const hub = await startHub({ 'config.json': Buffer.from('{}') })
  onTestFinished(() => hub.close())
  hub.needs = 'ours'
  const { address } = hub
  const signal = AbortSignal.timeout(60_000)
  const ask = (token?: string, name = repository) =>
    hubAccess({ repository: name, revision }, { token, address, signal })
  expect([await ask('ours'), await ask('another'), await ask()]).toEqual(['given', 'refused', 'refused'])
  expect(hub.asked.map(({ url, token }) => [url, token])).toEqual(
    ['ours', 'another', undefined].map((token) => [`/${repository}/resolve/${revision}/config.json`, token]),
  )
  expect(await ask('ours', 'an/other')).toEqual({ silent: 'HTTP 404' })
  await hub.close()
  expect(await ask('ours')).toEqual({ silent: 'ECONNREFUSED' })
})
