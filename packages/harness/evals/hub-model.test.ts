import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { writeFakeModelFolder } from '@retable/runtimes/testing'
import { expect, onTestFinished, test } from 'vitest'
import { hubNameOf, isHubName } from '../src/eval/here/hub-name.ts'
import { modelHere } from '../src/eval/here/model-here.ts'
import { emptyFolder } from './eval-fake.ts'

const commit = 'a'.repeat(40)

test.each([
  [`hf:an/open-model@${commit}`, { repository: 'an/open-model', revision: commit }],
  ['hf:an/open-model', 'names no commit: write the 40 digits'],
  ['hf:an/open-model@', 'names no commit'],
  ['hf:an/open-model@main', 'is at "main", which may be other weights tomorrow'],
  [`hf:an/open-model@${'A'.repeat(40)}`, 'may be other weights tomorrow'],
  [`hf:open-model@${commit}`, 'is no model of the hub: write hf:OWNER/NAME@COMMIT'],
  [`hf:../../x@${commit}`, 'is no model of the hub'],
])('%s', (name, found) => {
  expect(isHubName(name)).toBe(true)
  if (typeof found === 'string') expect(() => hubNameOf(name)).toThrow(found)
  else expect(hubNameOf(name)).toEqual(found)
})

/** A hub with one model: what it lists of its files, and gives. */
async function hubWith(folder: string): Promise<string> {
  const names = await readdir(folder)
  const server = createServer(async (request, response) => {
    const url = decodeURIComponent(request.url ?? '')
    if (url.startsWith(`/api/models/an/open-model/tree/${commit}`)) {
      const entries = await Promise.all(
        names.map(async (name) => {
          const bytes = await readFile(path.join(folder, name))
          const oid = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
          return { type: 'file', path: name, size: bytes.length, oid }
        }),
      )
      response.setHeader('content-type', 'application/json')
      return void response.end(JSON.stringify(entries))
    }
    const name = url.split(`/an/open-model/resolve/${commit}/`)[1] ?? ''
    if (names.includes(name)) response.end(await readFile(path.join(folder, name)))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a model of the hub is served from a folder that is fetched once', async () => {
  const origin = await writeFakeModelFolder(path.join(await emptyFolder(), 'origin'))
  const before = process.env['HF_ENDPOINT']
  process.env['HF_ENDPOINT'] = await hubWith(origin)
  onTestFinished(() => {
    if (before === undefined) delete process.env['HF_ENDPOINT']
    else process.env['HF_ENDPOINT'] = before
  })
  const directory = await emptyFolder()
  const told: string[] = []
  const fetching = {
    directory,
    signal: new AbortController().signal,
    onProgress: (what: string) => told.push(what),
  }
  const { model, template, hub } = await modelHere(`hf:an/open-model@${commit}`, 'chat', fetching)
  expect(model).toEqual({
    id: 'open-model',
    folder: path.join(directory, 'weights', 'an--open-model', commit),
  })
  expect([template, hub]).toEqual(['{{ messages }}', { repository: 'an/open-model', revision: commit }])
  expect(told).toContain('fetching an/open-model/model.safetensors: 100 %')
  process.env['HF_ENDPOINT'] = 'http://127.0.0.1:9'
  expect((await modelHere(`hf:an/open-model@${commit}`, 'chat', fetching)).model).toEqual(model)
})
