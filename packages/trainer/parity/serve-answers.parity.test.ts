import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTiny } from './folders.ts'
import { askPython } from './python.ts'
import { serve, textsOf, user, type Server } from './server.ts'

const questions = [
  'Say hi.',
  'What is 3 plus 4? Answer in one word, and do not explain why.',
  'é 日本 👩‍🚀',
  'The sky?',
]
const echoed = ['3 plus 4 makes 7. Final answer: 7', 'né 日本 👩‍🚀 the sky', '3 plus']
const tokens = 24

interface Reference {
  readonly chats: readonly (readonly number[])[]
  readonly greedy: readonly { readonly ids: readonly number[]; readonly text: string }[]
  readonly texts: readonly (readonly number[])[]
  readonly textScores: readonly (readonly number[])[]
  readonly scores: readonly (readonly number[])[]
  readonly next: readonly (readonly number[])[]
}

// Python programs take seconds to start, and minutes on a busy machine.
const slow = { timeout: 300_000 }

let directory: string
let alone: Server
let together: Server
let reference: Reference
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-serve-'))
  const folder = path.join(directory, 'tiny')
  // Its tokenizer puts BOS before texts by itself, and its template has one too.
  await makeTiny(folder, { addBosToken: true })
  const start = (batch: number) => serve({ folder, batch, logFile: path.join(directory, `${batch}.log`) })
  ;[alone, together, reference] = await Promise.all([
    start(1),
    start(8),
    askPython<Reference>('serve_reference.py', {
      ...{ folder, tokens, next: true, texts: echoed, ids: [[1, 9, 300, 12, 12]] },
      chats: questions.map(user),
    }),
  ])
}, slow.timeout)
afterAll(async () => {
  await Promise.all([alone?.stop(), together?.stop()])
  await rm(directory, { recursive: true })
})

const chat = (server: Server, question: string, settings: object) =>
  server.post('/v1/chat/completions', { messages: user(question), ...settings })

test('a chat has the ids of the model’s own template, with one BOS', async () => {
  for (const [i, question] of questions.entries()) {
    const { tokens, count, max_model_len } = await alone.post('/tokenize', { messages: user(question) })
    expect(tokens).toEqual(reference.chats[i])
    expect(tokens!.filter((id) => id === 1)).toEqual([1])
    expect(count).toBe(tokens!.length)
    expect(max_model_len).toBe(192)
    const { usage } = await chat(alone, question, { max_tokens: 1 })
    expect(usage.prompt_tokens).toBe(count)
  }
})

test('counts of many texts are those of each', async () => {
  const { counts } = await alone.post('/tokenize', { prompts: echoed })
  expect(counts).toEqual(reference.texts.map((ids) => ids.length))
  const plain = await alone.post('/tokenize', { prompts: echoed, add_special_tokens: false })
  expect(plain.counts).toEqual(counts!.map((count) => count - 1))
})

test('greedy texts are those of Transformers’ own generation, alone and in a batch', async () => {
  const settings = { temperature: 0, max_tokens: tokens }
  // More than fit a batch, of unlike lengths, so that some join late and some leave early.
  const asked = [...questions, ...questions, ...questions].map((question, i) => ({
    ...{ question, i: i % questions.length },
    settings: { ...settings, max_tokens: i % 3 === 1 ? 5 : tokens },
  }))
  for (const server of [alone, together]) {
    const answers = await Promise.all(asked.map(({ question, settings }) => chat(server, question, settings)))
    for (const [k, answer] of answers.entries()) {
      const { i, settings } = asked[k]!
      const { ids, text } = reference.greedy[i]!
      const isCut = settings.max_tokens < ids.length
      expect(answer.usage.completion_tokens).toBe(isCut ? settings.max_tokens : ids.length)
      // An unfinished character is left out.
      if (!isCut) expect([text, text.replace(/\uFFFD$/, '')]).toContain(textsOf(answer)[0])
      else expect(text.startsWith(textsOf(answer)[0]!)).toBe(true)
    }
  }
})

test('choice i is what seed + i gives alone, in any order and in a batch', async () => {
  const settings = { temperature: 1.2, max_tokens: 12 }
  const texts = async (server: Server, seeds: readonly number[]) => {
    const answers = await Promise.all(seeds.map((seed) => chat(server, questions[0]!, { ...settings, seed })))
    return new Map(seeds.map((seed, i) => [seed, textsOf(answers[i]!)[0]]))
  }
  const seeds = [7, 8, 9, 10]
  const single = await texts(alone, seeds)
  for (const server of [alone, together]) {
    const answer = await chat(server, questions[0]!, { ...settings, seed: 7, n: 4 })
    expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2, 3])
    expect(textsOf(answer)).toEqual([...single.values()])
  }
  expect(new Set(single.values()).size).toBe(4)
  const reversed = await texts(alone, seeds.toReversed())
  for (const seed of seeds) expect(reversed.get(seed)).toBe(single.get(seed))
  // No seed is taken for another.
  const far = await texts(alone, [7 + 2 ** 32, -7])
  for (const text of far.values()) expect(text).not.toBe(single.get(7))
})

test('without a seed each answer is drawn anew', async () => {
  const settings = { temperature: 1, max_tokens: 12 }
  const texts = await Promise.all([1, 2].map(() => chat(alone, questions[0]!, settings)))
  expect(textsOf(texts[0]!)).not.toEqual(textsOf(texts[1]!))
})

test('tokens are drawn by the model’s probabilities, and nothing is truncated unless asked', async () => {
  const seen = new Map<string, number>()
  const draws = 1024
  for (let i = 0; i < draws; i += 128) {
    const settings = { temperature: 1, n: 128, seed: i, max_tokens: 1, logprobs: true }
    const { choices } = await chat(together, questions[0]!, settings)
    for (const { logprobs } of choices) {
      const key = logprobs.content[0]!.bytes.join()
      seen.set(key, (seen.get(key) ?? 0) + 1)
      // The log-probability told is the one that it was drawn with.
      const chance = Math.exp(logprobs.content[0]!.logprob)
      expect(Math.min(...reference.next[0]!.map((one) => Math.abs(one - chance)))).toBeLessThan(1e-6)
    }
  }
  const probabilities = reference.next[0]!
  // Likely tokens come about as often as they should: five standard errors.
  const top = await chat(together, questions[0]!, { max_tokens: 1, logprobs: true, top_logprobs: 20 })
  for (const { bytes, logprob } of top.choices[0]!.logprobs.content[0]!.top_logprobs) {
    const share = Math.exp(logprob)
    const error = Math.sqrt((share * (1 - share)) / draws)
    expect(Math.abs((seen.get(bytes.join()) ?? 0) / draws - share)).toBeLessThan(5 * error + 0.002)
  }
  // More different ones than top-k 40 would leave.
  const distinct = probabilities.reduce((sum, p) => sum + 1 - (1 - p) ** draws, 0)
  expect(distinct).toBeGreaterThan(60)
  expect(seen.size).toBeGreaterThan(0.8 * distinct)
  const few = await chat(together, questions[0]!, { temperature: 1, n: 64, seed: 1, max_tokens: 1, top_k: 2 })
  expect(new Set(textsOf(few)).size).toBeLessThanOrEqual(2)
})

test('echo with logprobs tells each token of a prompt, and max_tokens 0 writes nothing', async () => {
  for (const server of [alone, together]) {
    const settings = { max_tokens: 0, echo: true, logprobs: 2 }
    const answer = await server.post('/v1/completions', { prompt: echoed, ...settings })
    expect(answer.usage.completion_tokens).toBe(0)
    for (const [i, { text, logprobs, finish_reason }] of answer.choices.entries()) {
      expect(text).toBe(echoed[i])
      expect(finish_reason).toBe('length')
      const [first, ...others] = logprobs.token_logprobs
      expect(first).toBeNull()
      expect(logprobs.top_logprobs![0]).toBeNull()
      expect(others).toHaveLength(reference.textScores[i]!.length)
      others.forEach((value, k) => expect(value).toBeCloseTo(reference.textScores[i]![k]!, 4))
      // The mark, then tokens that spell the text where they say they stand.
      expect(logprobs.tokens[0]).toBe('<s>')
      logprobs.tokens.slice(1).forEach((token, k) => {
        if (!token.includes('\uFFFD')) {
          const at = logprobs.text_offset[k + 1]!
          expect([...text!].slice(at, at + [...token].length).join('')).toBe(token)
        }
      })
    }
  }
  const ids = { prompt: [1, 9, 300, 12, 12], max_tokens: 0, echo: true, logprobs: 0 }
  const [choice] = (await alone.post('/v1/completions', ids)).choices
  expect(choice!.logprobs.top_logprobs).toBeNull()
  choice!.logprobs.token_logprobs
    .slice(1)
    .forEach((value, k) => expect(value).toBeCloseTo(reference.scores[0]![k]!, 4))
})

test('log-probabilities of what is written are those of the echoed whole, in both routes', async () => {
  const prompt = reference.chats[0]!
  const settings = { seed: 3, temperature: 1, max_tokens: 8 }
  const written = await alone.post('/v1/completions', { prompt, ...settings, echo: true, logprobs: 3 })
  const [{ logprobs }] = written.choices as [(typeof written.choices)[0]]
  const plain = await alone.post('/v1/completions', { prompt, ...settings, logprobs: 3 })
  const told = plain.choices[0]!.logprobs
  expect(logprobs.token_logprobs.slice(prompt.length)).toEqual(told.token_logprobs)
  const inChat = await chat(alone, questions[0]!, { ...settings, logprobs: true, top_logprobs: 3 })
  const content = inChat.choices[0]!.logprobs.content
  expect(content.map(({ logprob }) => logprob)).toEqual(told.token_logprobs)
  expect(content.map(({ token }) => token)).toEqual(told.tokens)
  for (const { top_logprobs, logprob } of content) {
    expect(top_logprobs).toHaveLength(3)
    const values = top_logprobs.map((one) => one.logprob)
    expect(values).toEqual(values.toSorted((a, b) => b - a))
    expect(logprob).toBeLessThanOrEqual(values[0]!)
  }
  // Before temperature and truncation.
  const cold = await chat(alone, questions[0]!, {
    temperature: 0,
    max_tokens: 1,
    logprobs: true,
    top_logprobs: 3,
    top_k: 1,
  })
  expect(cold.choices[0]!.logprobs.content[0]!.top_logprobs).toEqual(content[0]!.top_logprobs)
})

test('a stop string is left out of the text and its tokens of the log-probabilities, but counted', async () => {
  const settings = { temperature: 0, max_tokens: tokens }
  const [whole = ''] = textsOf(await chat(alone, questions[1]!, settings))
  const stop = [...whole].findLast((one) => one !== '\uFFFD')!
  const answer = await chat(alone, questions[1]!, { ...settings, stop: ['never', stop], logprobs: true })
  const [choice] = answer.choices
  expect(choice!.message!.content).toBe(whole.slice(0, whole.indexOf(stop)))
  expect(choice!.finish_reason).toBe('stop')
  expect(choice!.logprobs.content.length).toBeLessThan(answer.usage.completion_tokens)
})

test('a text that ends by itself says stop, and its end is counted and told', async () => {
  const ended = []
  for (let seed = 0; ended.length === 0 && seed < 40; seed++) {
    const settings = { seed, temperature: 1, max_tokens: 150, logprobs: true }
    const { choices, usage } = await chat(alone, questions[0]!, settings)
    expect(choices[0]!.logprobs.content).toHaveLength(usage.completion_tokens)
    ended.push(...choices.filter((choice) => choice.finish_reason === 'stop'))
  }
  expect(ended).toHaveLength(1)
  const [{ logprobs, message }] = ended as [(typeof ended)[0]]
  expect(logprobs.content.at(-1)!.token).toBe('</s>')
  expect(message!.content).not.toContain('</s>')
})

test('parts of the server are those of Transformers on random inputs', slow, async () => {
  const folders = [path.join(directory, 'tiny')]
  const different = await askPython('serve_checks.py', { seed: 21, count: 400, folders })
  expect(different).toEqual({ truncations: [], texts: [], places: [], broken: [] })
})
