import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { contentHash } from '@retable/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeTiny } from './folders.ts'
import { endOfPython } from './python.ts'
import { serve, textsOf, user, type Server } from './server.ts'

// Python programs take seconds to start, and minutes on a busy machine.
const slow = { timeout: 300_000 }

let directory: string
let folder: string
let hash: string
let server: Server
let files = 0
const start = (of = folder, port = 0) =>
  serve({ folder: of, port, logFile: path.join(directory, `${++files}.log`) })
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-serve-'))
  folder = path.join(directory, 'tiny')
  hash = await makeTiny(folder, {
    addBosToken: true,
    layers: 4,
    width: 256,
    intermediate: 512,
    context: 2048,
  })
  server = await start()
}, slow.timeout)
afterAll(async () => {
  await server?.stop()
  await rm(directory, { recursive: true })
})

describe('a model folder', () => {
  test('has the hash of its files, which hashes.json lists, and all may read it', async () => {
    const hashes = JSON.parse(await readFile(path.join(folder, 'hashes.json'), 'utf8')) as object
    expect(Object.keys(hashes)).toContain('model.safetensors')
    expect(Object.keys(hashes)).not.toContain('hashes.json')
    expect(contentHash(hashes)).toBe(hash)
    for (const file of [...Object.keys(hashes), 'hashes.json']) {
      expect((await stat(path.join(folder, file))).mode & 0o777).toBe(0o644)
    }
  })

  test('is the same from the same settings, and never written over', slow, async () => {
    const settings = { addBosToken: true, layers: 4, width: 256, intermediate: 512, context: 2048 }
    expect(await makeTiny(path.join(directory, 'again'), settings)).toBe(hash)
    await expect(makeTiny(folder, settings)).rejects.toThrow('is there already')
  })

  test('that is not what its hashes say, or lacks weights, is not served', slow, async () => {
    const other = path.join(directory, 'other')
    await cp(folder, other, { recursive: true })
    const config = path.join(other, 'config.json')
    const text = await readFile(config, 'utf8')
    await writeFile(config, text.replace('"num_hidden_layers": 4', '"num_hidden_layers": 5'))
    await expect(start(other)).rejects.toThrow(/^ended with 65: the files of .* are not those/)
    await rm(path.join(other, 'hashes.json'))
    await expect(start(other)).rejects.toThrow(/^ended with 65: .* lacks weights: model.layers.4/)
    await expect(start(directory)).rejects.toThrow(/^ended with 65: .* is not a model folder/)
  })
})

test('with a key, it tells who has none of its health alone', slow, async () => {
  await using other = await serve({ folder, key: 'secret', logFile: path.join(directory, 'key.log') })
  const status = async (route: string, given?: string) => {
    const headers = given === undefined ? {} : { authorization: given }
    return (await fetch(`${other.address}${route}`, { headers })).status
  }
  expect(await status('/health')).toBe(200)
  expect(await status('/v1/models')).toBe(401)
  expect(await status('/v1/models', 'Bearer other')).toBe(401)
  expect((await other.post('/tokenize', { prompt: 'a' })).status).toBe(401)
  expect(await status('/v1/models', 'Bearer secret')).toBe(200)
  expect(other.log()).not.toContain('secret')
})

test('it tells the hash of what it read, and its context', async () => {
  const listed = await fetch(`${server.address}/v1/models`, { headers: { origin: 'http://page.example' } })
  expect(listed.headers.get('access-control-allow-origin')).toBeNull()
  expect(await listed.json()).toMatchObject({ data: [{ id: 'tested', max_model_len: 2048, weights: hash }] })
  expect((await fetch(`${server.address}/health`)).status).toBe(200)
  const { system_fingerprint } = await server.post('/v1/completions', { prompt: 'a', max_tokens: 1 })
  expect(system_fingerprint).toContain(hash.slice(0, 16))
})

const chat = { messages: user('Say hi.'), max_tokens: 2 }
const completion = { prompt: 'Say hi.', max_tokens: 2 }

test.each([
  ['stream', { stream: true }],
  ['best_of', { best_of: 2 }],
  ['frequency_penalty', { frequency_penalty: 0.5 }],
  ['repetition_penalty', { repetition_penalty: 1.1 }],
  ['logit_bias', { logit_bias: { 5: 1 } }],
  ['response_format', { response_format: { type: 'json_object' } }],
  ['tools', { tools: [{ type: 'function' }] }],
  ['chat_template_kwargs', { chat_template_kwargs: { enable_thinking: false } }],
  ['something_new', { something_new: 0 }],
  ['n', { n: 0 }],
  ['n', { n: 129 }],
  ['n', { n: '2' }],
  ['seed', { seed: 1.5 }],
  ['seed', { seed: true }],
  ['temperature', { temperature: -1 }],
  ['temperature', { temperature: '1' }],
  ['top_p', { top_p: 0 }],
  ['top_k', { top_k: 1.5 }],
  ['min_p', { min_p: 2 }],
  ['max_tokens', { max_tokens: 0 }],
  ['stop', { stop: [''] }],
  ['stop', { stop: 5 }],
  ['top_logprobs', { top_logprobs: 2 }],
  ['logprobs', { logprobs: 5 }],
  ['echo', { echo: true }],
  ['messages', { messages: [] }],
  ['messages', { messages: [{ role: 'robot', content: 'hi' }] }],
  ['messages', { messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }],
  ['messages', { messages: [{ role: 'user', content: 'hi', tool_calls: [{}] }] }],
  ['model', { model: 'another' }],
])('what it does not do is refused by its name: %s', async (name, fields) => {
  const { status, error } = await server.post('/v1/chat/completions', { ...chat, ...fields })
  expect(status).toBe(name === 'model' ? 404 : 400)
  expect(error).toMatchObject({ type: 'invalid_request_error', param: name, message: expect.any(String) })
})

test.each([
  ['prompt', { prompt: undefined }],
  ['prompt', { prompt: [] }],
  ['prompt', { prompt: [1, 100_000] }],
  ['prompt', { prompt: [-1] }],
  ['prompt', { prompt: '', add_special_tokens: false }],
  ['logprobs', { logprobs: true }],
  ['suffix', { suffix: 'end' }],
])('a completion is refused for its %s: %j', async (name, fields) => {
  const { status, error } = await server.post('/v1/completions', { ...completion, ...fields })
  expect({ status, param: error?.param }).toEqual({ status: 400, param: name })
})

test('fields that ask for nothing are taken', async () => {
  const nothing = { frequency_penalty: 0, repetition_penalty: 1, stream: false, logit_bias: null, top_k: -1 }
  const { status } = await server.post('/v1/chat/completions', { ...chat, ...nothing, user: 'somebody' })
  expect(status).toBe(200)
})

test('two begin-of-text tokens are refused; without the tokenizer’s own there is one', async () => {
  const prompt = '<s><|user|>Say hi.<|assistant|>'
  const { status, error } = await server.post('/v1/completions', { ...completion, prompt })
  expect({ status, code: error?.code }).toEqual({ status: 400, code: 'two_bos' })
  const { tokens } = await server.post('/tokenize', { prompt, add_special_tokens: false })
  expect(tokens!.slice(0, 2)).toEqual([1, 4])
  const { usage } = await server.post('/v1/completions', { ...completion, prompt, add_special_tokens: false })
  expect(usage.prompt_tokens).toBe(tokens!.length)
})

test('a prompt over the context is 400, and a text that fills it ends with length', async () => {
  const ids = (count: number) => [1, ...Array.from({ length: count - 1 }, (_, i) => 20 + (i % 200))]
  const long = await server.post('/v1/completions', { prompt: ids(2048), max_tokens: 1 })
  expect(long).toMatchObject({ status: 400, error: { code: 'context_length_exceeded' } })
  expect(long.error!.message).toContain(
    'maximum context length is 2048 tokens. However, your prompt has 2048',
  )
  const settings = { temperature: 0, max_tokens: 500, seed: 1 }
  const full = await server.post('/v1/completions', { prompt: ids(2044), ...settings })
  expect(full.choices[0]!.finish_reason).toBe('length')
  expect(full.usage.total_tokens).toBe(2048)
  const scored = { prompt: ids(2048), max_tokens: 0, echo: true, logprobs: 0 }
  expect((await server.post('/v1/completions', scored)).status).toBe(200)
})

test('bodies are bounded, JSON, and of its content type; other routes and methods are told', async () => {
  const send = (init: RequestInit, route = '/v1/completions') => fetch(`${server.address}${route}`, init)
  const json = { 'content-type': 'application/json' }
  const status = async (init: RequestInit, route?: string) => (await send(init, route)).status
  expect(await status({ method: 'POST', headers: json, body: '{' })).toBe(400)
  expect(await status({ method: 'POST', headers: json, body: '[]' })).toBe(400)
  expect(await status({ method: 'POST', headers: json, body: '{"prompt": "a", "temperature": NaN}' })).toBe(
    400,
  )
  expect(await status({ method: 'POST', body: '{}' })).toBe(415)
  expect(await status({ method: 'POST', headers: json, body: ' '.repeat(11_000_000) }).catch(() => 413)).toBe(
    413,
  )
  expect(await status({ method: 'GET' })).toBe(405)
  expect(await status({ method: 'GET' }, '/v1/slots')).toBe(404)
  expect(await status({ method: 'OPTIONS' })).toBe(501)
  const foreign = request(`${server.address}/v1/models`, { headers: { host: 'page.example' } }).end()
  const [answer] = (await once(foreign, 'response')) as [{ statusCode: number } & NodeJS.ReadableStream]
  expect(answer.statusCode).toBe(403)
  expect(await text(answer)).toContain('127.0.0.1')
})

const long = { messages: user('Write.'), temperature: 1, seed: 1, n: 64, max_tokens: 1900 }

test('a client that hangs up frees its rows', async () => {
  const controller = new AbortController()
  const asked = server.post('/v1/chat/completions', long, controller.signal).catch(() => 'broken off')
  await delay(300)
  controller.abort()
  expect(await asked).toBe('broken off')
  const began = performance.now()
  expect((await server.post('/v1/chat/completions', chat)).status).toBe(200)
  expect(performance.now() - began).toBeLessThan(3000)
})

test('prompts and texts are not in its log', async () => {
  const asked = { messages: user('xylophone'), max_tokens: 2 }
  const answer = await server.post('/v1/chat/completions', asked)
  await server.post('/v1/completions', { prompt: 'xylophone', something: 'xylophone' })
  await server.post('/v1/completions', { prompt: 'a', seed: 'xylophone' })
  await fetch(`${server.address}/health?xylophone`)
  expect(server.log()).toContain('POST /v1/chat/completions 200')
  expect(server.log()).not.toContain('xylophone')
  expect(textsOf(answer)[0]).not.toBe('')
})

test('it listens where it is told, and nowhere else', slow, async () => {
  await using other = await serve({ folder, logFile: path.join(directory, 'other.log'), host: '127.0.0.2' })
  const { port, hostname } = new URL(other.address)
  expect(hostname).toBe('127.0.0.2')
  expect((await fetch(`${other.address}/health`)).status).toBe(200)
  await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow('fetch failed')
})

test('a port that is taken ends it with a sentence', slow, async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    await expect(start(folder, port)).rejects.toThrow(`port ${port} cannot be had`)
  } finally {
    other.close()
  }
})

test('SIGTERM ends it at once at a request; started again it gives the same texts', slow, async () => {
  const settings = { messages: user('Say hi.'), temperature: 0.8, seed: 5, n: 3, max_tokens: 20 }
  const texts = async (of: Server) => textsOf(await of.post('/v1/chat/completions', settings))
  const before = await texts(server)
  const asked = server.post('/v1/chat/completions', long).catch(() => 'broken off')
  await delay(500)
  const began = performance.now()
  await server.stop()
  expect(performance.now() - began).toBeLessThan(2000)
  expect(server.process.signalCode).toBe('SIGTERM')
  expect(await asked).toBe('broken off')
  server = await start()
  expect(await texts(server)).toEqual(before)
  expect(new Set(before).size).toBe(3)
})

test('a command that is not there, and settings that are wrong, say so', slow, async () => {
  const unknown = await endOfPython(['-m', 'retable_trainer', 'sevre'])
  expect(unknown).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('one of train, unpack, make-tiny, serve'),
  })
  const made = await endOfPython(
    ['-m', 'retable_trainer', 'make-tiny', path.join(directory, 'no')],
    '{"layers": 2}',
  )
  expect(made.code).toBe(65)
  expect(made.stderr).toContain("missing: ['context', 'corpus'")
  const absent = await endOfPython(['-m', 'retable_trainer', 'unpack', 'no.gguf', path.join(directory, 'no')])
  expect(absent).toMatchObject({ code: 65, stderr: 'there is no file no.gguf\n' })
})
