import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { adder, askedOf, openFakeServer, sumsModule } from '@retable/harness/testing'
import { emptyFolder, evalSums, retable } from './eval-cli.ts'

const folder = await emptyFolder()

test('lists a benchmark’s prompts', async () => {
  const { exitCode, stdout } = await retable(folder, ['prompts', 'gsm8k'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^prompt +asks for +worked items +read by +as asked by\n/)
  expect(stdout).toMatch(/^lm-eval-5-shot +a text +5 +lm-eval-strict +lm-evaluation-harness 0\.4\.13/m)
  const math = await retable(folder, ['prompts', 'math'])
  expect(math.stdout).toMatch(/^\S+ +a text +4, not at hand /m)
  expect(math.stdout).toMatch(/^zero-shot-boxed +a text +0 /m)
  const json = await retable(folder, ['prompts', 'arc', '--json'])
  expect(JSON.parse(json.stdout)).toContainEqual(
    expect.objectContaining({ id: 'lm-eval', variant: 'acc-norm', asksLikelihoods: true, shots: 0 }),
  )
})

test('lists the ways to ask a benchmark’s judge, in list too', async () => {
  const { stdout } = await retable(folder, ['prompts', 'llmbar'])
  expect(stdout).toMatch(/^prompt \(\* default\) +judges +verdicts of +asked\n/)
  expect(stdout).toMatch(/^Vanilla \* +pairs +text +rules of the evaluation, and a bare answer$/m)
  expect(stdout).toMatch(/^CoT +pairs +text +/m)
  const json = await retable(folder, ['list', 'benchmarks', '--json'])
  expect(JSON.parse(json.stdout)).toContainEqual(
    expect.objectContaining({
      benchmark: 'mt-bench',
      ways: [
        expect.objectContaining({ id: 'single', subject: 'outputs', readouts: ['text'] }),
        expect.objectContaining({ id: 'pair' }),
      ],
    }),
  )
  const shown = await retable(folder, ['list', 'benchmarks'])
  expect(shown.stdout).toMatch(/^ +v0\.1 \* +outputs +text +a model’s answers against those of gpt-4-0314/m)
})

test('prints what is sent, byte for byte', async () => {
  await using server = await openFakeServer((request) => adder(request))
  await evalSums(folder, server.url, '--limit', '3', '--no-probe', '--concurrency', '1')
  const { messages } = JSON.parse(askedOf(server.requests)[2]!) as { messages: { content: string }[] }
  const { stdout, stderr } = await retable(folder, [
    'prompts',
    sumsModule,
    '--prompt',
    'plain',
    '--item',
    '2',
  ])
  expect(stdout).toBe(messages[0]!.content)
  expect(stderr).toBe('sums, prompt plain, item test/2; right answer: 116')
})

test('shows the texts whose likelihood is asked for, and what ends an answer', async () => {
  const chances = await retable(folder, ['prompts', sumsModule, '--prompt', 'chances', '--json'])
  expect(JSON.parse(chances.stdout)).toEqual({
    ...{ benchmark: 'sums', style: 'chances', item: 'test/0', prompt: '100 + 0 =', stop: [] },
    ...{ completions: [' 100', ' 101', ' 102'], gold: '100' },
  })
  const stopped = await retable(folder, ['prompts', sumsModule, '--prompt', 'stopped'])
  expect(stopped.stderr).toContain('an answer ends at "Problem:"')
})

test.each([
  [['prompts', sumsModule, '--prompt', 'nope'], 'sums has no prompt "nope"; it has: plain, stopped, chances'],
  [
    ['prompts', sumsModule, '--prompt', 'plain', '--item', 'x'],
    'sums has no item "x"; they are test/0 to test/299',
  ],
  [['prompts', 'nope'], 'there is no benchmark "nope"'],
])('%j is refused', async (words, says) => {
  const { exitCode, stderr } = await retable(folder, words)
  expect(stderr).toContain(says)
  expect(exitCode).toBe(2)
})

test('without a name the prompt is the one that an evaluation takes, and with none it says so', async () => {
  const own = async (name: string, prompts: string) => {
    const text = `import { sums } from ${JSON.stringify(sumsModule)}
      export const benchmark = { ...sums, prompts: ${prompts} }`
    await writeFile(path.join(folder, name), text)
    return retable(folder, ['prompts', `./${name}`, '--item', '2'])
  }
  const reversed = await own('reversed.mjs', 'sums.prompts.toReversed()')
  expect(reversed.stderr).toMatch(/^sums, prompt stopped, item test\/2; /)
  const none = await own('none.mjs', '[]')
  expect(none.stderr).toContain('sums says of no prompt how a model is asked, so it cannot be asked;')
  expect(none.exitCode).toBe(2)
})

test('runs are listed and found by the model that they asked', async () => {
  await using server = await openFakeServer((request) => adder(request))
  const words = [
    'eval',
    sumsModule,
    '--model',
    'org/m-7b',
    '--base-url',
    server.url,
    '--limit',
    '3',
    '--no-probe',
  ]
  const { stdout } = await retable(folder, words)
  const id = /^run (eval-org-m-7b-[0-9a-f]{8})$/m.exec(stdout)![1]!
  const listed = await retable(folder, ['list', 'runs'])
  expect(listed.stdout).toMatch(
    new RegExp(`^${id} +org/m-7b: sums +3 +plain +last-number +\\d+\\.\\d\\d % +20`, 'm'),
  )
  const json = await retable(folder, ['list', 'runs', '--json'])
  expect(JSON.parse(json.stdout)).toMatchObject([
    {
      run: id,
      model: 'org/m-7b',
      benchmarks: ['sums'],
      paper: '',
      seeds: [],
      asked: [{ setting: 'sums', prompt: 'plain', items: 3 }],
    },
  ])
  const found = await retable(folder, ['diff', 'org/m-7b'])
  const byId = await retable(folder, ['diff', id])
  expect(found).toMatchObject({ exitCode: byId.exitCode, stdout: byId.stdout, stderr: byId.stderr })
  await retable(folder, [...words, '--seed', '1'])
  const two = await retable(folder, ['diff', 'org/m-7b'])
  expect(two.stderr).toMatch(
    /^retable: the model org\/m-7b has 2 runs: eval-org-m-7b-.*; give more of the id, and \.\/retable list runs tells them apart$/,
  )
  const none = await retable(folder, ['diff', 'org/none'])
  expect(none.stderr).toContain('there is no finished run in')
})
