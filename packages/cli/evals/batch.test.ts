import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import {
  adder,
  askedOf,
  fakeModel,
  isAsked,
  openFakeServer,
  type ReceivedRequest,
} from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, evalSums, recordIn, told } from './eval-cli.ts'

const words = ['--limit', '20', '--no-probe']

interface Line {
  readonly custom_id: string
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
}

async function linesIn(file: string): Promise<readonly Line[]> {
  const text = await readFile(file, 'utf8')
  return text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Line) // prettier-ignore
}

/** The row that a batch gives for a request that the server answers. */
function answered({ custom_id, body }: Line) {
  const behaviour = adder({ method: 'POST', body } as ReceivedRequest) as { body: unknown }
  return { custom_id, response: { status_code: 200, body: behaviour.body }, error: null }
}

test('only new requests are written; their results are scored as if they had been asked', async () => {
  const [folder, whole] = [await emptyFolder(), await emptyFolder()]
  await using server = await openFakeServer((request) => adder(request))
  await evalSums(whole, server.url, ...words)
  await evalSums(folder, server.url, '--limit', '8', '--no-probe')
  const sent = askedOf(server.requests).length

  const file = path.join(folder, 'requests.jsonl')
  const out = await evalSums(folder, server.url, ...words, '--batch-out', file)
  expect([out.exitCode, told(out.stderr)]).toEqual([0, ''])
  expect(out.stdout).toBe(`12 new requests in ${file}; give their results to --batch-in`)
  const lines = await linesIn(file)
  expect(lines).toHaveLength(12)
  expect(lines[0]).toMatchObject({
    method: 'POST',
    url: '/v1/chat/completions',
    body: { model: 'm', temperature: 0 },
  })
  expect(new Set(lines.map(({ custom_id }) => custom_id)).size).toBe(12)

  const results = path.join(folder, 'output.jsonl')
  await writeFile(results, lines.map((line) => JSON.stringify(answered(line))).toReversed().join('\n')) // prettier-ignore
  const scored = await evalSums(folder, server.url, ...words, '--batch-in', results)
  expect([scored.exitCode, told(scored.stderr)]).toEqual([
    0,
    `${path.join(folder, 'record')}: the record of another evaluation, m: sums (prompt plain, 8 items), was replaced`,
  ])
  expect(askedOf(server.requests)).toHaveLength(sent)
  const [manifest, , scores] = await recordIn(folder)
  expect([manifest, scores]).toEqual([(await recordIn(whole))[0], (await recordIn(whole))[2]])

  const none = await evalSums(folder, server.url, ...words, '--batch-out', file)
  expect(none.stdout).toMatch(/^0 new requests in /)
})

test('failed rows count as wrong, with what the server says; those not asked are counted, and asked by the next batch', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const file = path.join(folder, 'requests.jsonl')
  await evalSums(folder, server.url, ...words, '--batch-out', file)
  const lines = await linesIn(file)
  const failed = (line: Line) => ({
    custom_id: line.custom_id,
    response: { status_code: 400, body: { error: { message: 'no such thing' } } },
    error: null,
  })
  await writeFile(
    path.join(folder, 'output.jsonl'),
    lines.slice(0, 10).map((line) => JSON.stringify(answered(line))).join('\n'), // prettier-ignore
  )
  await writeFile(
    path.join(folder, 'errors.jsonl'),
    [
      ...lines.slice(10, 14).map((line) => JSON.stringify(failed(line))),
      JSON.stringify({ custom_id: lines[14]!.custom_id, response: null, error: { code: 'batch_expired' } }),
      JSON.stringify({ ...answered(lines[0]!), custom_id: 'another' }),
    ].join('\n'),
  )
  const { stdout, stderr } = await evalSums(
    folder,
    server.url,
    ...words,
    '--batch-in',
    'output.jsonl',
    'errors.jsonl', // prettier-ignore
  )
  expect(stderr).toContain('the batch holds 1 row of other requests')
  expect(stdout).toContain('4 answers failed (20.0 %: 4 bad request) counted as wrong')
  expect(stdout).toContain('no such thing')
  expect(stdout).toContain('; 20 of 300 items, 14 of 20 answers\n')
  expect(stdout).toContain('6 answers of 20 not asked; the figures are of the others alone')
  expect(stdout).toContain('no verdict is drawn: 6 answers of 20 not asked')
  expect((await recordIn(folder))[2]!.trim().split('\n')).toHaveLength(14)
  const facts = await readFile(path.join(folder, 'record/run.json'), 'utf8')
  // Those that failed were drawn; those not asked were not.
  expect(JSON.parse(facts)).toMatchObject({ samples: { drawn: 4, reused: 10 } })
  await evalSums(folder, server.url, ...words, '--batch-out', file)
  expect(await linesIn(file)).toHaveLength(10)
  expect(server.requests.filter(isAsked)).toEqual([])
})

test('of two samples one that is not asked leaves the other its own number', async () => {
  const folder = await emptyFolder()
  await using server = await openFakeServer((request) => adder(request))
  const twice = ['--limit', '2', '--no-probe', '--n', '2', '--temperature', '0.8']
  const file = path.join(folder, 'requests.jsonl')
  await evalSums(folder, server.url, ...twice, '--batch-out', file)
  const [, ...lines] = await linesIn(file)
  await writeFile(
    path.join(folder, 'output.jsonl'),
    lines.map((line) => JSON.stringify(answered(line))).join('\n'),
  )
  await evalSums(folder, server.url, ...twice, '--batch-in', 'output.jsonl')
  const scores = (await recordIn(folder))[2]!.trim().split('\n')
  expect(scores.map((line) => JSON.parse(line) as { item: string; sample: number })).toMatchObject([
    { item: 'test/0', sample: 1 },
    { item: 'test/1', sample: 0 },
    { item: 'test/1', sample: 1 },
  ])
})

test.each([
  [['--batch-out', 'a', '--batch-in', 'b'], 'give one of them'],
  [['--batch-out', 'a', '--fresh'], '--fresh is not for it'],
  [['--batch-in', 'none.jsonl'], 'none.jsonl'],
  [['--batch-out', 'a', '--prompt', 'chances'], 'batch files ask for texts'],
  [['--batch-out', '.'], 'cannot be written'],
  [['--batch-out', '/proc/new/a.jsonl'], '/proc/new/a.jsonl cannot be written'],
])('%j is refused', async (other, says) => {
  const folder = await emptyFolder()
  await using server = await openFakeServer(fakeModel())
  const { exitCode, stderr } = await evalSums(folder, server.url, ...words, ...other)
  expect(stderr).toContain(says)
  expect(exitCode).toBe(2)
})
