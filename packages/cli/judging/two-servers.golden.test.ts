import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openFakeServer } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { endpointOf } from '../src/verbs/eval/endpoint-of.ts'
import { judgingRequest, type OwnRequest } from '../src/verbs/judge/evals/judging-request.ts'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { limit } from './judge-cli.ts'

const request: OwnRequest = {
  ...{ benchmark: 'alpaca-eval', benchmarks: ['alpaca-eval'], model: './weights', judgeModel: 'j' },
  ...{ keyEnv: 'MODELS_KEY', extraBody: '{"min_p":0.1}', runtime: 'compose', gpus: 1, maxFailed: 1 },
  ...{ acceptLicence: [], route: 'chat', n: 1, temperature: 0, topP: 1, maxTokens: 2048, seed: 0 },
  ...{ probe: true, given: new Set(['keyEnv', 'extraBody', 'runtime', 'gpus']) },
}

test('a judge at an address of its own is sent no key and no field of the model’s, and is not served here', async () => {
  process.env['OPENAI_API_KEY'] = process.env['MODELS_KEY'] = 'secret-of-the-model'
  process.env['JUDGES_KEY'] = 'secret-of-the-judge'
  const judgeBaseUrl = ['http://127.0.0.1:9/v1']
  const choice = await endpointOf(await judgingRequest({ ...request, judgeBaseUrl }))
  expect(choice).toMatchObject({ model: 'j', baseUrls: judgeBaseUrl, headers: {}, extraBody: {} })
  expect(choice.apiKey).toBeUndefined()
  const own = await endpointOf(await judgingRequest({ ...request, judgeBaseUrl, judgeKeyEnv: 'JUDGES_KEY' }))
  expect(own.apiKey).toBe('secret-of-the-judge')
  // Where it is served beside the model, it is reached as the model is.
  const beside = await judgingRequest({ ...request, baseUrl: ['http://127.0.0.1:9/v1'] })
  expect(await endpointOf(beside)).toMatchObject({
    apiKey: 'secret-of-the-model',
    extraBody: { min_p: 0.1 },
  })
})

test(
  'of two servers each sees its own key, and what is wrong with the judge is told before any request',
  limit,
  async () => {
    const folder = await emptyFolder()
    const answer = () => ({
      kind: 'answer' as const,
      body: {
        object: 'list',
        data: [{ id: 'm' }, { id: 'j' }],
        choices: [
          { index: 0, message: { role: 'assistant', content: 'My verdict: [[A>B]]' }, finish_reason: 'stop' },
        ],
        usage: { prompt_tokens: 9, completion_tokens: 1 },
      },
    })
    await using model = await openFakeServer(answer)
    await using judge = await openFakeServer(answer)
    const profile = { headers: { 'x-team': 'of-the-model' }, extraBody: { min_p: 0.1 } }
    await writeFile(path.join(folder, 'profile.json'), JSON.stringify(profile))
    const words = ['eval', 'arena-hard', '--limit', '2', '--profile', 'profile.json', '--model', 'm']
    const all = [...words, '--base-url', model.url, '--judge-model', 'j', '--judge-base-url', judge.url]
    const environment = { JUDGES_KEY: 'sk-judge-0123456789' }

    const unset = await retable(folder, [...all, '--judge-key-env', 'NOT_SET'], environment)
    expect(unset.exitCode).not.toBe(0)
    expect(unset.stderr).toContain('NOT_SET')
    expect(model.requests).toEqual([])

    const found = await retable(folder, all, environment)
    expect([found.exitCode, found.exitCode === 0 ? '' : found.stderr]).toEqual([0, ''])
    const keys = (server: typeof model) => [
      ...new Set(server.requests.map(({ headers }) => headers['authorization'])),
    ]
    expect(keys(model)).toEqual(['Bearer sk-test-0123456789'])
    expect(keys(judge)).toEqual([undefined])
    const posts = judge.requests.filter(({ method }) => method === 'POST')
    expect(posts.length).toBeGreaterThan(0)
    expect(posts.some(({ headers, body }) => 'x-team' in headers || 'min_p' in body)).toBe(false)
    expect(model.requests.some(({ headers }) => headers['x-team'] === 'of-the-model')).toBe(true)

    const before = judge.requests.length
    await retable(folder, [...all, '--judge-key-env', 'JUDGES_KEY', '--fresh'], environment)
    expect(new Set(judge.requests.slice(before).map(({ headers }) => headers['authorization']))).toEqual(
      new Set(['Bearer sk-judge-0123456789']),
    )
  },
)

test(
  'one limit holds for the model, the judge and every benchmark, each at its own prices',
  limit,
  async () => {
    const folder = await emptyFolder()
    const body = {
      ...{ object: 'list', data: [{ id: 'm' }, { id: 'j' }] },
      choices: [
        { index: 0, message: { role: 'assistant', content: 'It is [[A>B]]' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 1000, completion_tokens: 0 },
    }
    await using server = await openFakeServer(() => ({ kind: 'answer' as const, body }))
    await writeFile(path.join(folder, 'model.json'), JSON.stringify({ prompt: 0, completion: 0, request: 1 }))
    await writeFile(
      path.join(folder, 'judge.json'),
      JSON.stringify({ prompt: 0, completion: 0, request: 10 }),
    )
    const words = [
      'eval',
      'arena-hard',
      '--limit',
      '2',
      '--model',
      'm',
      '--judge-model',
      'j',
      '--base-url',
      server.url,
    ]
    const priced = [...words, '--prices', 'model.json', '--json']
    const unpriced = await retable(folder, priced)
    expect(unpriced.exitCode).toBe(2)
    expect(unpriced.stderr).toContain('name the judge’s with --judge-prices')
    expect(server.requests).toEqual([])
    // Two answers at 1, and of four games at 10 two within the limit.
    const all = [...priced, '--judge-prices', 'judge.json', '--concurrency', '1']
    const short = await retable(folder, [...all, '--max-cost', '23'])
    expect(short.exitCode).not.toBe(0)
    expect(short.stderr).toContain('the limit of a cost of 21 would be passed')
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(4)
    const found = await retable(folder, [...all, '--max-cost', '23'])
    expect([found.exitCode, found.exitCode === 0 ? '' : found.stderr]).toEqual([0, ''])
    expect(JSON.parse(found.stdout)).toMatchObject({ spent: { cost: 20 }, answerSpent: { cost: 0 } })
  },
)
