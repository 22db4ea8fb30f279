import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ModelService } from '../src/index.ts'
import { ask, post, start, textsOf } from './ask.ts'

// What this server does with what it is asked: its documentation does not say. README.md tells people of it.
let directory: string
let service: ModelService
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-behaviour-'))
  service = await start({ logFile: path.join(directory, 'log'), slots: 4, context: 256 })
})
afterAll(async () => {
  await service?.stop()
  await rm(directory, { recursive: true })
})
const question = 'Name a colour and an animal.'
const drawn = { temperature: 0.8, max_tokens: 12 }

test('n: choice i is the text of seed + i asked alone; usage counts one choice', async () => {
  const answer = await ask(service, question, { ...drawn, seed: 7, n: 4, logprobs: true })
  const alone = []
  for (let i = 0; i < 4; i++) alone.push(...textsOf(await ask(service, question, { ...drawn, seed: 7 + i })))
  expect(textsOf(answer)).toEqual(alone)
  expect(new Set(alone).size).toBeGreaterThan(1)
  const drawnTokens = answer.choices!.map(({ logprobs }) => logprobs!.content.length)
  expect(drawnTokens).toContain(answer.usage!.completion_tokens)
})

test('n above the slots is a 400', async () => {
  const answer = await ask(service, question, { ...drawn, n: 5 })
  expect(answer.status).toBe(400)
  expect(answer.error?.message).toContain('must be between 1 <= value <= 4, but got 5')
})

test('seed: honoured modulo 2^32', async () => {
  const text = async (seed: number) => textsOf(await ask(service, question, { ...drawn, seed }))
  expect(await text(7 + 2 ** 32)).toEqual(await text(7))
})

test('stop: left out of the text, counted in usage', async () => {
  const settings = { temperature: 0, max_tokens: 16 }
  const [whole = ''] = textsOf(await ask(service, question, settings))
  const stop = whole.trim().split(' ').at(-1)!
  const answer = await ask(service, question, { ...settings, stop: [stop], logprobs: true })
  const [text = ''] = textsOf(answer)
  expect(text).toBe(whole.slice(0, whole.indexOf(stop)))
  expect(answer.choices![0]!.finish_reason).toBe('stop')
  const tokens = await fetch(`${service.address}/tokenize`, {
    method: 'POST',
    body: JSON.stringify({ content: text }),
  })
  const { tokens: left } = (await tokens.json()) as { readonly tokens: readonly number[] }
  const counted = answer.usage!.completion_tokens
  expect(counted).toBeGreaterThan(left.length)
  // Those of the stop string's tokens are left out with it; none left is no logprobs at all.
  expect(answer.choices![0]!.logprobs?.content.length ?? 0).toBeLessThan(counted)
})

test('logprobs: one a token with as many others as asked, before temperature', async () => {
  const settings = { max_tokens: 1, seed: 1, logprobs: true, top_logprobs: 3 }
  const cold = await ask(service, question, { ...settings, temperature: 0 })
  const hot = await ask(service, question, { ...settings, temperature: 2 })
  const top = (answer: typeof cold) => answer.choices![0]!.logprobs!.content[0]!.top_logprobs
  expect(top(cold)).toHaveLength(3)
  expect(top(hot).map(({ token }) => token)).toEqual(top(cold).map(({ token }) => token))
  top(hot).forEach(({ logprob }, i) => expect(logprob).toBeCloseTo(top(cold)[i]!.logprob, 3))
})

test('completions: echo is ignored, and log-probabilities come in the form of chats', async () => {
  const prompt = 'The capital of France is'
  const settings = { prompt, max_tokens: 2, temperature: 0, logprobs: 2, echo: true }
  const answer = await post(service, 'completions', settings)
  expect(answer.status).toBe(200)
  expect(textsOf(answer)[0]).not.toContain('capital')
  expect(answer.choices![0]!.logprobs!.content).toHaveLength(2)
})

test('max_tokens 0 gives one token', async () => {
  expect((await ask(service, question, { max_tokens: 0 })).usage?.completion_tokens).toBe(1)
})

test('a prompt over the context of a slot is a 400; a text that fills it ends as by max_tokens', async () => {
  const over = await ask(service, 'word '.repeat(400), { max_tokens: 4 })
  expect(over).toMatchObject({ status: 400, error: { type: 'exceed_context_size_error' } })
  const full = await ask(service, 'word '.repeat(180), { max_tokens: 200, ignore_eos: true, temperature: 0 })
  expect(full.choices![0]!.finish_reason).toBe('length')
  expect(full.usage!.prompt_tokens + full.usage!.completion_tokens).toBe(256)
})

test('top-k 40, top-p 0.95 and min-p 0.05 unless others are asked for', async () => {
  const props = await fetch(`${service.address}/props`)
  const { default_generation_settings: defaults } = (await props.json()) as {
    readonly default_generation_settings: { readonly params: Readonly<Record<string, number>> }
  }
  expect(defaults.params['top_k']).toBe(40)
  expect(defaults.params['top_p']).toBeCloseTo(0.95, 5)
  expect(defaults.params['min_p']).toBeCloseTo(0.05, 5)
})

test("another model's name, unknown fields and unknown roles are taken without a word", async () => {
  const answer = await ask(service, question, { model: 'another', unknown_field: 1, max_tokens: 1 })
  expect(answer.status).toBe(200)
  expect(answer.system_fingerprint).toBe('b0-unknown')
  const messages = [{ role: 'wizard', content: 'Say hi.' }]
  expect((await post(service, 'chat/completions', { messages, max_tokens: 1 })).status).toBe(200)
})
