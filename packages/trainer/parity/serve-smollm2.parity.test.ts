import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smolFolder } from './folders.ts'
import { askPython } from './python.ts'
import { serve, textsOf, user, type Server } from './server.ts'

// One thread computes about ten of this model's tokens a second, and a busy machine fewer.
const limit = { timeout: 600_000 }
const questions = ['Name a colour.', 'What is 2 + 3? Answer with one number, and say why it is that one.']
const echoed = 'The capital of France is Paris, naïve 日本.'

interface Reference {
  readonly chats: readonly (readonly number[])[]
  readonly greedy: readonly { readonly ids: readonly number[]; readonly text: string }[]
  readonly textScores: readonly (readonly number[])[]
}

/** ARC's first items by lm-eval's own `hf` model; lm-eval/arc.py makes it anew. */
interface Table {
  readonly versions: Readonly<Record<string, string>>
  readonly model: Readonly<Record<string, string>>
  readonly data: string
  readonly accNorm: number
  readonly logLikelihoods: Readonly<Record<string, readonly number[]>>
}

let directory: string
let folder: string
let server: Server
// Its weights are fetched and unpacked once.
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-serve-'))
  folder = await smolFolder()
  server = await serve({ folder, batch: 4, logFile: path.join(directory, 'log') })
}, 600_000)
afterAll(async () => {
  await server?.stop()
  await rm(directory, { recursive: true })
})

test('an unpacked folder is spelt for Transformers 4 and 5, and says nothing of where it was', async () => {
  const read = async (file: string) =>
    JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Readonly<Record<string, unknown>>
  const [config, tokenizer, generation] = await Promise.all(
    ['config.json', 'tokenizer_config.json', 'generation_config.json'].map(read),
  )
  // Transformers 4 would take 10,000 without a word.
  expect(config).toMatchObject({ rope_theta: 100_000, rope_parameters: { rope_theta: 100_000 } })
  expect(config).toMatchObject({ dtype: 'float32', torch_dtype: 'float32' })
  expect(config).not.toHaveProperty('quantization_config')
  expect(tokenizer).toMatchObject({ tokenizer_class: 'PreTrainedTokenizerFast', model_max_length: 8192 })
  expect(tokenizer!['chat_template']).toBe(await readFile(path.join(folder, 'chat_template.jinja'), 'utf8'))
  expect(generation).toMatchObject({ eos_token_id: 2 })
  expect(JSON.stringify([config, tokenizer])).not.toContain(path.dirname(folder))
})

test('chats, greedy texts and log-probabilities of a real model are Transformers’ own', limit, async () => {
  const reference = await askPython<Reference>('serve_reference.py', {
    ...{ folder, tokens: 12, texts: [echoed], chats: questions.map(user) },
  })
  const answers = await Promise.all(
    questions.map((question) =>
      server.post('/v1/chat/completions', { messages: user(question), temperature: 0, max_tokens: 12 }),
    ),
  )
  for (const [i, question] of questions.entries()) {
    const { tokens } = await server.post('/tokenize', { messages: user(question) })
    expect(tokens).toEqual(reference.chats[i])
    expect(textsOf(answers[i]!)).toEqual([reference.greedy[i]!.text])
  }
  const settings = { prompt: echoed, max_tokens: 0, echo: true, logprobs: 1 }
  const [choice] = (await server.post('/v1/completions', settings)).choices
  const { tokens, token_logprobs } = choice!.logprobs
  token_logprobs.slice(1).forEach((value, k) => expect(value).toBeCloseTo(reference.textScores[0]![k]!, 4))
  expect(tokens.slice(0, 4)).toEqual(['The', ' capital', ' of', ' France'])
})

test(
  'ARC by log-likelihood is lm-eval’s, choice by choice, and the probe finds all of it',
  limit,
  async () => {
    const table = JSON.parse(
      await readFile(path.join(import.meta.dirname, 'lm-eval/arc.json'), 'utf8'),
    ) as Table
    const hashes = JSON.parse(await readFile(path.join(folder, 'hashes.json'), 'utf8')) as Table['model']
    // The numbers are those of these weights.
    expect(hashes).toMatchObject(table.model)
    const entries = Object.entries(table.logLikelihoods)
    expect(entries).toHaveLength(20)

    const words = ['--route', 'completions', '--prompt', 'lm-eval', '--limit', String(entries.length)]
    await retable(['eval', 'arc', '--base-url', `${server.address}/v1`, '--model', 'tested', ...words])
    const manifest = JSON.parse(await readFile(path.join(directory, 'record/manifest.json'), 'utf8')) as {
      readonly endpoint: { readonly probe: object }
      readonly benchmarks: readonly { readonly data: { readonly sha256: string } }[]
    }
    expect(manifest.benchmarks[0]!.data.sha256).toBe(table.data)
    const all = { n: 'honoured', seed: 'honoured', logprobs: 'honoured', stop: 'honoured', echo: 'honoured' }
    expect(manifest.endpoint.probe).toEqual(all)

    // Every choice's own number; the store names them by hash only.
    const ours = likelihoodsIn(path.join(directory, 'store/store.sqlite')).toSorted((a, b) => a - b)
    const theirs = entries.flatMap(([, values]) => values).toSorted((a, b) => a - b)
    expect(ours).toHaveLength(theirs.length)
    ours.forEach((value, k) => expect(Math.abs(value - theirs[k]!)).toBeLessThan(1e-3))
    // And each item's verdict, which takes its own choices' numbers in their order.
    const scores = (await readFile(path.join(directory, 'record/scores.jsonl'), 'utf8')).trim().split('\n')
    const rows = scores.map((line) => JSON.parse(line) as { item: string; extracted: string; score: number })
    expect(rows.map(({ item }) => item)).toEqual(entries.map(([id]) => `test/${id}`))
    expect(rows.reduce((sum, { score }) => sum + score, 0) / rows.length).toBeCloseTo(table.accNorm, 9)
  },
)

/** Log-probabilities that a store has. */
function likelihoodsIn(file: string): number[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = database.prepare('SELECT answer FROM answers').all()
    const answers = rows.map((row) => JSON.parse(row['answer'] as string) as { logProbability?: number })
    return answers.flatMap(({ logProbability }) => logProbability ?? [])
  } finally {
    database.close()
  }
}

/** Runs the command line as a user does, over a store of its own. */
async function retable(words: readonly string[]): Promise<void> {
  const main = path.join(import.meta.dirname, '../../cli/src/main.ts')
  const child = spawn(process.execPath, [main, ...words, '--out', path.join(directory, 'record')], {
    env: { ...process.env, RETABLE_STORE: path.join(directory, 'store'), OPENAI_BASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  if (code !== 0) throw new Error(`retable ${words.join(' ')} ended with ${String(code)}:\n${stderr}`)
}
