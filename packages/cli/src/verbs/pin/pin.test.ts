import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { execa } from 'execa'
import { beforeEach, expect, onTestFinished, test } from 'vitest'

const main = path.join(import.meta.dirname, '../../main.ts')
const none = `sha256:${'0'.repeat(64)}`
const type = 'application/vnd.oci.image.index.v1+json'
const index = JSON.stringify({
  schemaVersion: 2,
  manifests: ['amd64', 'arm64'].map((architecture) => ({
    digest: none.replace('0', '1'),
    platform: { os: 'linux', architecture },
  })),
})
const digest = `sha256:${createHash('sha256').update(index).digest('hex')}`

let directory: string
let host: string
let file: string
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-pin-'))
  file = path.join(directory, 'images.yaml')
  // It has one tag, and nothing under the digest that is pinned.
  const server = createServer((request, response) => {
    if (request.url !== '/v2/a/manifests/v1') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': type, 'docker-content-digest': digest })
    response.end(request.method === 'HEAD' ? undefined : index)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await rm(directory, { recursive: true })
  })
})

const entry = (id: string, tag: string, pinned = none) =>
  `${id}:\n  image: ${host}/a\n  tag: ${tag}\n  digest: ${pinned}\n  python: /p\n  why: w\n`

function pin(...words: string[]) {
  return execa(process.execPath, [main, 'pin', '--file', file, ...words], {
    cwd: directory,
    reject: false,
    env: { DOCKER_CONFIG: directory },
  })
}

test('a check ends with 1 where a tag moved, and writes nothing; pin writes it, and a check is fine then', async () => {
  await writeFile(file, entry('vllm', 'v1'))
  const checked = await pin('--check')
  expect(checked.exitCode).toBe(1)
  expect(checked.stdout).toContain(`vllm   ${host}/a:v1  moved  ${digest}\n`)
  expect(checked.stdout).toContain(`vllm was pinned as ${none}, which the registry has no more\n`)
  expect(checked.stdout).toContain(
    'it is there for linux/amd64, linux/arm64\n\nnothing is written; ./retable pin writes it to images.yaml',
  )
  expect(await readFile(file, 'utf8')).toBe(entry('vllm', 'v1'))

  const written = await pin('vllm')
  expect([written.exitCode, written.stdout.split('\n').at(-1)]).toEqual([0, 'images.yaml is written'])
  expect(await readFile(file, 'utf8')).toBe(entry('vllm', 'v1', digest))

  const again = await pin('--check', '--json')
  expect(again.exitCode).toBe(0)
  expect(JSON.parse(again.stdout)).toMatchObject({
    file,
    written: false,
    pins: [{ image: 'vllm', state: 'same', digest, pinned: digest }],
  })
})

test('a registry that has no such image ends it with 3, and what else was found is written', async () => {
  await writeFile(file, `${entry('vllm', 'v1')}${entry('trainer', 'v2')}`)
  const { exitCode, stdout, stderr } = await pin()
  expect([exitCode, stderr]).toEqual([3, `retable: trainer: the registry ${host} has no ${host}/a:v2`])
  expect(stdout).toContain('trainer  ')
  expect(await readFile(file, 'utf8')).toBe(`${entry('vllm', 'v1', digest)}${entry('trainer', 'v2')}`)
  const { exitCode: ofCheck, stderr: silent } = await pin('--check', '--json')
  expect([ofCheck, silent]).toEqual([3, ''])
})

test('a name that the file does not have, and a file that is wrong, are usage errors', async () => {
  await writeFile(file, entry('vllm', 'v1'))
  const unknown = await pin('vlm')
  expect([unknown.exitCode, unknown.stderr]).toEqual([
    2,
    `retable: ${file} has no image "vlm"; there are: vllm`,
  ])
  await writeFile(file, 'vllm:\n  colour: red\n')
  const wrong = await pin('--check')
  expect([wrong.exitCode, wrong.stderr]).toEqual([
    2,
    expect.stringContaining(`retable: ${file}:2: "vllm" has no "colour"`),
  ])
})

test('tables for other programs', async () => {
  await writeFile(file, entry('vllm', 'v1', digest))
  const { stdout } = await pin('--check', '--to', 'csv')
  expect(stdout).toContain(`table,image,tag,state,digest\nImages,vllm,${host}/a:v1,as pinned,${digest}`)
})
