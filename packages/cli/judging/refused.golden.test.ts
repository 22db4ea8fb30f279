import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openFakeServer, openPlayback, StoredAnswers } from '@retable/harness/testing'
import { expect, test } from 'vitest'
import { emptyFolder, retable } from '../evals/eval-cli.ts'
import { judged, limit } from './judge-cli.ts'
import { storedAnnotations } from './stored-annotations.ts'

const environment = { RETABLE_ACCEPT_LICENCES: 'CC-BY-NC-4.0,NONE' }

/** A request, and what is said of it. */
type Refused = readonly [words: readonly string[], message: string]

async function refuses(folder: string, all: readonly Refused[], env: Readonly<Record<string, string>>) {
  for (const [words, message] of all) {
    const { exitCode, stderr } = await retable(folder, words, env)
    expect([exitCode, stderr]).toEqual([2, `retable: ${message}`])
  }
}

test('a request that cannot be meant is told before anything is asked', limit, async () => {
  const folder = await emptyFolder()
  await writeFile(path.join(folder, 'mine.json'), JSON.stringify([{ instruction: 'Sing.', output: 'La.' }]))
  await using server = await openPlayback(new StoredAnswers())
  const at = ['--base-url', server.url, '--judge-model', 'j']
  const model = ['--model', 'm', '--base-url', server.url]
  const judging: readonly Refused[] = [
    [
      ['judge', 'alpaca-eval', '--base-url', server.url],
      'who judges? name the judge of alpaca-eval with --judge-model, and where it is served with --base-url (or OPENAI_BASE_URL)',
    ],
    [['judge', 'alpaca-eval', ...at], 'alpaca-eval: whose outputs? name a file of them with --outputs'],
    [
      ['judge', 'gsm8k', ...at],
      'gsm8k needs no judge: its answers are right or wrong; ./retable eval gsm8k asks a model',
    ],
    [
      ['judge', 'alpaca-eval', '--prompt', 'other', ...at],
      'alpaca-eval has no way "other" to ask its judge; it has: weighted',
    ],
    [
      ['judge', 'alpaca-eval', '--data', 'mine.json', ...at],
      '--data: alpaca-eval judges a model’s outputs: name them with --outputs; leave it out',
    ],
    [
      ['judge', 'llmbar', '--outputs', 'mine.json', ...at],
      '--outputs: llmbar judges pairs, and is given its own; leave it out',
    ],
    [
      ['judge', 'llmbar', '--reward-route', 'rerank', ...at],
      '--reward-route: Vanilla asks no reward model; leave it out',
    ],
    [
      ['judge', 'llmbar', '--verdicts', 'logprobs', ...at],
      '--verdicts: those of Vanilla are read of text alone; leave it out',
    ],
    [
      ['judge', 'alpaca-eval', '--outputs', 'mine.json', ...at],
      'mine.json, row 1: its instruction is none of AlpacaEval\'s 805, character by character: "Sing."; take it as the data set has it, or leave the row out',
    ],
    [
      ['judge', 'llmbar', '--judge-model', 'j'],
      'where is j served? give its address, as in http://127.0.0.1:8000/v1, with --base-url (or OPENAI_BASE_URL), or a judge’s own with --judge-base-url',
    ],
  ]
  await refuses(folder, judging, environment)
  const evaluating: readonly Refused[] = [
    [
      ['eval', 'alpaca-eval', ...model],
      'who judges? alpaca-eval needs a judge: name it with --judge-model, and where it is served with --judge-base-url',
    ],
    [
      ['eval', 'alpaca-eval', '--n', '2', ...model],
      '--n: alpaca-eval settles how its answers and judgements are drawn; leave it out',
    ],
    [
      ['eval', 'alpaca-eval', '--judge-model', 'j', '--data', 'mine.json', ...model],
      '--data: alpaca-eval judges the model’s own answers; leave it out',
    ],
    [
      ['eval', 'llmbar', '--judge-base-url', server.url, ...model],
      '--judge-base-url: llmbar tests judges, and none is asked beside the model; leave it out',
    ],
    [
      ['eval', 'llmbar', '--no-probe', ...model],
      '--no-probe: a benchmark of judgements settles it by itself; leave it out',
    ],
    [
      ['eval', 'gsm8k', '--judge-model', 'j', ...model],
      '--judge-model: no benchmark that is named needs a judge; leave it out',
    ],
    [
      ['eval', 'gsm8k', 'alpaca-eval', '--judge-model', 'j', ...model],
      'alpaca-eval is made of judgements, and gsm8k of right and wrong answers: evaluate them by two commands',
    ],
    [
      ['eval', '--as', 'self-rewarding/x', '--judge-model', 'j', ...model],
      '--judge-model: --as is of answers that are right or wrong; name the benchmark and the judge, and the paper with --beside; leave it out',
    ],
    [
      ['eval', 'gsm8k', '--verdicts', 'text', ...model],
      '--verdicts: no benchmark that is named needs a judge; leave it out',
    ],
    [
      ['eval', 'arena-hard', '--judge-model', 'j', '--judge-key-env', 'NO_SUCH_KEY', ...model],
      '--judge-key-env names an environment variable that is not set: NO_SUCH_KEY',
    ],
    [
      ['eval', 'meta-critique', ...model],
      'meta-critique: how a model is asked for what claims judges is not known; ./retable judge meta-critique --outputs FILE judges what you have',
    ],
    [
      ['eval', 'mt-bench', '--prompt', 'pair', '--judge-model', 'j', ...model],
      'mt-bench: how a model is asked for what pair judges is not known; ./retable judge mt-bench --outputs FILE judges what you have',
    ],
    [
      ['eval', 'arena-hard', 'mt-bench', '--prompt', 'single', '--judge-model', 'j', ...model],
      'arena-hard has no way "single" to ask its judge; it has: v0.1',
    ],
  ]
  await refuses(folder, evaluating, environment)
  // The second benchmark is looked at before the first is asked.
  const { exitCode, stderr } = await retable(
    folder,
    ['eval', 'arena-hard', 'alpaca-eval', '--judge-model', 'j', ...model],
    { RETABLE_ACCEPT_LICENCES: '' },
  )
  expect(exitCode).not.toBe(0)
  expect(stderr).toContain('CC-BY-NC-4.0')
  expect(server.requests).toEqual([])
})

test('no record of another model, judge or benchmark is written over', limit, async () => {
  const folder = await emptyFolder()
  const pair = { id: '1', subset: 'llmbar-natural', prompt: 'p', chosen: 'aa', rejected: 'b' }
  await writeFile(path.join(folder, 'pairs.json'), JSON.stringify([pair]))
  const message = { role: 'assistant', content: '[[A]]' }
  await using server = await openFakeServer(() => ({
    kind: 'answer',
    body: { object: 'list', data: [{ id: 'j' }], choices: [{ index: 0, message, finish_reason: 'stop' }] },
  }))
  const at = ['--base-url', server.url, '--out', 'record']
  await judged(folder, ['eval', 'reward-bench', '--data', 'pairs.json', '--model', 'j', ...at])
  const manifest = await readFile(path.join(folder, 'record/manifest.json'), 'utf8')
  const before = server.requests.length
  const held = `${path.join(folder, 'record')} holds`
  const others = 'the judgements of j on reward-bench, which would be written over; name another folder'
  await refuses(
    folder,
    [
      [['eval', 'reward-bench', '--data', 'pairs.json', '--model', 'k', ...at], `${held} ${others}`],
      [['judge', 'llmbar', '--judge-model', 'j', ...at], `${held} ${others}`],
      [['eval', 'arena-hard', '--model', 'j', '--judge-model', 'j', ...at], `${held} ${others}`],
    ],
    environment,
  )
  expect(server.requests).toHaveLength(before)
  const other = await retable(folder, ['eval', 'gsm8k', '--model', 'j', '--limit', '1', ...at], environment)
  expect(other.stderr).toContain(
    `${held} the record of judgements of j, which that of j would replace; name another folder`,
  )
  expect(await readFile(path.join(folder, 'record/manifest.json'), 'utf8')).toBe(manifest)
})

test('judgements that cannot be scored leave an earlier record as it was', limit, async () => {
  const folder = await emptyFolder()
  const annotations = (await storedAnnotations('alpaca-7b')).slice(0, 3)
  const outputs = annotations.map(({ instruction, output_2: output }) => ({ instruction, output }))
  await writeFile(path.join(folder, 'mine.json'), JSON.stringify(outputs))
  let content = 'm'
  await using server = await openFakeServer(() => ({
    kind: 'answer',
    body: {
      ...{ object: 'list', data: [{ id: 'j' }] },
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    },
  }))
  const words = ['judge', 'alpaca-eval', '--outputs', 'mine.json', '--judge-model', 'j', '--out', 'record']
  const all = [...words, '--verdicts', 'text', '--base-url', server.url]
  await judged(folder, all)
  const kept = () =>
    Promise.all(
      ['manifest.json', 'annotations.json'].map((name) =>
        readFile(path.join(folder, 'record', name), 'utf8'),
      ),
    )
  const before = await kept()
  content = 'neither'
  const { exitCode, stderr } = await retable(folder, [...all, '--fresh'], environment)
  expect(exitCode).toBe(3)
  expect(stderr).toContain('alpaca-eval: none of the judge’s 3 answers holds a verdict')
  const unscored = path.join(folder, 'record/unscored-annotations.json')
  expect(stderr).toContain(`what it wrote is in ${unscored}`)
  expect(JSON.parse(await readFile(unscored, 'utf8'))).toHaveLength(3)
  expect(await kept()).toEqual(before)
})
