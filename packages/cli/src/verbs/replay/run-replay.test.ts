import { expect, test } from 'vitest'
import { assetsFromEnvironment } from '../../environment.ts'

test('licences are accepted on the command line and in the environment', async () => {
  const asset = {
    name: 'x',
    url: 'http://127.0.0.1:9/x',
    sha256: '0'.repeat(64),
    bytes: 1,
    licence: 'CC-BY-NC-4.0',
  }
  const progress = { update: () => undefined, end: () => undefined }
  const codeOf = (accepted: readonly string[]) =>
    assetsFromEnvironment(accepted, progress)
      .read(asset)
      .then(
        () => 'had',
        (error: { code?: string }) => error.code,
      )
  const before = { ...process.env }
  try {
    delete process.env['RETABLE_MIRROR']
    process.env['RETABLE_ACCEPT_LICENCES'] = 'NONE'
    expect(await codeOf([])).toBe('assets/licence')
    expect(await codeOf(['CC-BY-NC-4.0'])).toBe('assets/no-network')
    process.env['RETABLE_ACCEPT_LICENCES'] = 'NONE, CC-BY-NC-4.0'
    expect(await codeOf([])).toBe('assets/no-network')
  } finally {
    process.env = before
  }
})
