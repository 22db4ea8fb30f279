import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  adder,
  askedOf,
  errorAnswer,
  fakeModel,
  isAsked,
  later,
  openFakeServer,
  sumsModule,
} from '@retable/harness/testing'
import { describe, expect, test } from 'vitest'
import { emptyFolder, evalSums, filesBelow, recordIn, retable, told } from './eval-cli.ts'

test('says what came out, writes the record, and asks nothing the second time', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(fakeModelThatAdds())
  const first = await evalSums(folder, server.url, '--limit', '20')
  expect([first.exitCode, told(first.stderr)]).toEqual([0, ''])
  expect(first.stdout).toMatch(
    /^m: sums version 1, prompt plain, variant last-number version 1; 20 of 300 items, 20 answers\n/,
  )
  expect(first.stdout).toMatch(/accuracy +\d+\.\d\d %/)
  expect(first.stdout).toMatch(/used: [\d,]+ tokens of prompts and [\d,]+ of answers, with the probe’s\n/)
  const sent = askedOf(server.requests).length
  const manifest = (await recordIn(folder))[0]!
  expect(JSON.parse(manifest)).toMatchObject({
    endpoint: { probe: { n: 'honoured', seed: 'honoured', stop: 'honoured' } },
  })

  const second = await evalSums(folder, server.url, '--limit', '20')
  expect(second.stdout).toContain('20 answers from the store')
  expect(second.stdout).toContain('used: 0 tokens of prompts and 0 of answers\n')
  expect(askedOf(server.requests)).toHaveLength(sent)
  expect((await recordIn(folder))[0]).toBe(manifest)
})

test('keeps what the model answered where score and compare read it', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const { stdout } = await evalSums(
    folder,
    server.url,
    '--limit',
    '5',
    '--n',
    '2',
    '--temperature',
    '1',
    '--no-probe',
  )
  const file = path.join(folder, 'record/outputs/sums.jsonl')
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  expect(lines).toHaveLength(5)
  const outputs = expect.arrayContaining([expect.stringMatching(/^The two numbers together are \d+$/)])
  expect(JSON.parse(lines[0]!)).toEqual({ id: expect.stringContaining('0'), outputs })
  const accuracyIn = (text: string) => /accuracy +([\d.]+) %/.exec(text)?.[1]
  const scored = await retable(folder, ['score', sumsModule, file])
  expect(accuracyIn(stdout)).toBeDefined()
  expect(accuracyIn(scored.stdout), scored.stderr).toBe(accuracyIn(stdout))
})

test('says how many requests are new, and sends none', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  await evalSums(folder, server.url, '--limit', '5', '--no-probe')
  const { stdout } = await evalSums(folder, server.url, '--limit', '20', '--dry-run')
  expect(stdout).toBe('sums (prompt plain): 15 of 20 requests are new')
  expect(askedOf(server.requests)).toHaveLength(5)
})

describe('errors of the run', () => {
  test.each([
    [401, 'Incorrect API key provided: sk-test-0123456789', {}],
    [402, 'Insufficient credits', {}],
    [429, 'You exceeded your current quota', { code: 'insufficient_quota' }],
  ])('a %d is one sentence with how far it came, and exit code 3', async (status, message, error) => {
    const folder = await emptyFolder()
    let left = 7
    await using server = await openFakeServer((request) => {
      left -= isAsked(request) ? 1 : 0
      return isAsked(request) && left < 0 ? errorAnswer(status, message, error) : adder(request)
    })
    const words = ['--limit', '20', '--concurrency', '1', '--no-probe']
    const { exitCode, stdout, stderr } = await evalSums(folder, server.url, ...words)
    expect(exitCode).toBe(3)
    expect(stdout).toBe('')
    expect(told(stderr)).toMatch(/^retable: .*\(sums: 7 of 20 answered and kept; the same command goes on\)$/)
    expect(stderr).not.toContain('sk-test')
  })

  test('no server', async () => {
    const folder = await emptyFolder()
    const { exitCode, stderr } = await evalSums(folder, 'http://127.0.0.1:9/v1')
    expect(exitCode).toBe(3)
    expect(told(stderr)).toMatch(/^retable: .*http:\/\/127\.0\.0\.1:9\/v1/)
  })
})

test.each([
  [['eval'], 'which benchmark?'],
  [['eval', 'gsm8k'], 'which model?'],
  [['eval', 'nope', '--model', 'm'], 'there is no benchmark "nope"; there are: alpaca-eval, '],
  [['eval', 'gsm8k', '--model', 'm'], 'where is m served?'],
  [['eval', 'gsm8k', '--model', 'm', '--suite', 'nope'], 'there is no suite "nope"'],
  [['eval', 'gsm8k', '--model', 'm', '--n', '4'], '--n 4 at temperature 0'],
  [['eval', 'gsm8k', '--model', 'm', '--max-cost', '1'], '--max-cost needs --prices'],
  [['eval', 'gsm8k', '--model', 'm', '--extra-body', '{'], 'is no JSON'],
  [['eval', 'gsm8k', '--model', 'm', '--profile', 'none.json'], 'there is no such file'],
  [['eval', 'mt-bench', '--model', 'm'], 'mt-bench needs a judge: name it with --judge-model'],
])('%j is a wrong command line', async (words, says) => {
  const { exitCode, stdout, stderr } = await retable(await emptyFolder(), words)
  expect(told(stderr)).toMatch(/^retable: [^\n]*$/)
  expect(stderr).toContain(says)
  expect([exitCode, stdout]).toEqual([2, ''])
})

test.each([
  [{}, 'holds no config.json'],
  [{ 'adapter_config.json': '{"base_model_name_or_path": "base"}' }, 'holds an adapter alone (of base)'],
  [{ 'config.json': '{"model_type": "llama", "max_position_embeddings": 64}' }, 'holds no weights'],
])('a model folder with %j is refused before anything is installed', async (files, says) => {
  const folder = await emptyFolder()
  const model = path.join(folder, 'my model')
  await mkdir(model)
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(model, name), content)
  const { exitCode, stdout, stderr } = await retable(folder, ['eval', 'gsm8k', '--model', './my model'])
  expect(told(stderr)).toMatch(/^retable: [^\n]*$/)
  expect(stderr).toContain(`my model ${says}`)
  expect([exitCode, stdout]).toEqual([3, ''])
  expect(existsSync(path.join(folder, 'store/python'))).toBe(false)
})

test('a path at which no folder is comes first in the sentence, and has the exit code of a broken one', async () => {
  const { exitCode, stderr } = await retable(await emptyFolder(), ['eval', 'gsm8k', '--model', './absent'])
  expect(told(stderr)).toMatch(/^retable: \.\/absent is no folder: [^\n]* --base-url/)
  expect(exitCode).toBe(3)
})

test('where neither an address nor a folder is of a name that may be either, both are said', async () => {
  const { exitCode, stderr } = await retable(await emptyFolder(), ['eval', 'gsm8k', '--model', 'an/absent'])
  expect(stderr).toContain('where is an/absent served? give --base-url')
  expect(stderr).toContain('there is no folder an/absent with a config.json')
  expect(exitCode).toBe(2)
})

test('keys are in no file, no output and no process list', async () => {
  const folder = await emptyFolder()
  const secrets = ['sk-test-0123456789', 'header-secret-77', 'user-secret-88', 'query-secret-99']
  await using server = await openFakeServer((request) => {
    if (!isAsked(request)) return adder(request)
    // A server that repeats what it was told.
    if (request.index % 5 === 4)
      return errorAnswer(400, `no: ${JSON.stringify(request.headers)} ${request.path}`)
    return later(30)(request)
  })
  const url = server.url
    .replace('http://', 'http://user:user-secret-88@')
    .replace(/\/v1$/, '/v1?key=query-secret-99')
  await writeFile(
    path.join(folder, 'profile.json'),
    JSON.stringify({ model: 'm', baseUrl: url, headers: { 'x-tenant': 'header-secret-77' } }),
  )
  const running = retable(folder, [
    ...['eval', sumsModule, '--profile', 'profile.json', '--limit', '60'],
    ...['--concurrency', '4', '--no-probe', '--out', path.join(folder, 'record')],
  ])
  await expect.poll(() => askedOf(server.requests).length, { timeout: 30_000 }).toBeGreaterThan(4)
  const list = await readFile(`/proc/${running.pid}/cmdline`, 'utf8')
  const { stdout, stderr, exitCode } = await running
  expect([exitCode, told(stderr)]).toEqual([0, ''])
  expect(stdout).toContain('failed')
  expect(server.requests.some(({ headers }) => headers['x-tenant'] === 'header-secret-77')).toBe(true)
  const files = await filesBelow(folder)
  expect([...files.keys()].some((file) => file.includes('record'))).toBe(true)
  const places = [['stdout', stdout], ['stderr', stderr], ['process list', list], ...files] as const
  const found = places.flatMap(([place, text]) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${place}`),
  )
  // The file that the user has written himself.
  const own = path.join(folder, 'profile.json')
  expect(found.filter((each) => !each.endsWith(own))).toEqual([])
})

/** A server with a probe's findings, that adds where sums are asked for. */
function fakeModelThatAdds() {
  const model = fakeModel()
  return (request: Parameters<typeof adder>[0]) =>
    JSON.stringify(request.body).includes(' + ') ? adder(request) : model(request)
}

test('a record of another evaluation is not replaced in silence, and the same one is none', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const said = async (limit: string) =>
    told((await evalSums(folder, server.url, '--limit', limit, '--no-probe')).stderr)
  expect(await said('5')).toBe('')
  expect(await said('5')).toBe('')
  expect(await said('6')).toBe(
    `${path.join(folder, 'record')}: the record of another evaluation, m: sums (prompt plain, 5 items), was replaced`,
  )
})

test('stored answers of another server are told, and no verdict is drawn from them', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  await evalSums(folder, server.url, '--limit', '5', '--no-probe')
  await using dead = await openFakeServer(() => errorAnswer(500, 'kaboom'))
  const { stdout } = await evalSums(folder, dead.url, '--limit', '5', '--no-probe')
  expect(stdout).toContain(
    `no verdict is drawn: 5 answers from the store are of ${server.url}, and nothing tells that the same weights are at ${dead.url}`,
  )
})

test.each([
  [['--model', 'nope'], errorAnswer(404, 'The model `nope` does not exist'), 'no such model or address: '],
  [
    ['--route', 'completions'],
    errorAnswer(404, 'Not Found'),
    'it is asked on the completions route, which the server lacks: ',
  ],
] as const)('%j of a server without it ends with exit code 3', async (words, answer, says) => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(() => answer)
  const { exitCode, stderr } = await evalSums(folder, server.url, '--no-probe', ...words)
  expect(stderr).toContain(`retable: ${says}`)
  expect(exitCode).toBe(3)
})

test('a rule that cannot read what the prompt asks for is a wrong command line', async () => {
  await using server = await openFakeServer((request) => adder(request))
  const { exitCode, stderr } = await evalSums(await emptyFolder(), server.url, '--variant', 'likeliest')
  expect(stderr).toContain(
    'asks for a text; take --prompt chances, or one of the prompt’s variants: last-number',
  )
  expect(exitCode).toBe(2)
  expect(askedOf(server.requests)).toEqual([])
})
