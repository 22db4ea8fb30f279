import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goldenDirectory, goldenRows } from '../../../golden/comparison.ts'
import { gsm8kItems, lmEvalInputs } from '../golden/published.ts'
import { benchmark } from '../benchmark.ts'
import { parseItems } from '../dataset.ts'

interface Result {
  readonly version: string
  readonly verdicts: Readonly<
    Record<string, Readonly<Record<string, readonly (readonly [string, number])[]>>>
  >
  readonly prompts: readonly string[]
}

/** Texts made of what the filters look for, so that their corners are met. */
const crookedTexts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '#### ',
        'The answer is ',
        '$',
        ',',
        '.',
        '-',
        '\n',
        ' ',
        '18',
        '2,125',
        '...',
        '0',
        'x',
        '٣',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

// A program in Python grades tens of thousands of answers.
test('lm-eval 0.4.13 itself gives the same answers, verdicts and prompts', { timeout: 300_000 }, async () => {
  const golden = goldenDirectory()
  const items = gsm8kItems(golden)
  const published = lmEvalInputs(golden).flatMap(({ outputs }) =>
    outputs.map((output, i) => ({ output, gold: items[i]!.solution! })),
  )
  const crooked = fc
    .sample(crookedTexts, { seed: 110_141_168, numRuns: 5000 })
    .map((output, i) => ({ output, gold: items[i % items.length]!.solution! }))
  const pairs = [...published, ...crooked]
  const promptCount = 20
  const result = await lmEval(golden, { pairs, prompts: promptCount })
  expect(result.version).toBe('0.4.13')

  const filters = [
    ['lm-eval-strict', 'gsm8k', 'strict-match'],
    ['lm-eval-flexible', 'gsm8k', 'flexible-extract'],
    ['lm-eval-cot', 'gsm8k_cot', 'strict-match'],
  ] as const
  for (const [id, task, filter] of filters) {
    const variant = benchmark.variants.find((candidate) => candidate.id === id)!
    const theirs = result.verdicts[task]![filter]!
    expect(theirs).toHaveLength(pairs.length)
    const differences = pairs.flatMap(({ output, gold }, i) => {
      const { extracted, score } = variant.grade(output, { gold: benchmark.readGold(gold) })
      const [answer, verdict] = theirs[i]!
      const same = (extracted ?? '[invalid]') === answer && score === verdict
      return same ? [] : [{ output: output.slice(-80), extracted, score, answer, verdict }]
    })
    expect(differences, id).toEqual([])
  }

  // The examples that lm-eval drew are found by their questions; retable must then write the same text.
  const fiveShot = benchmark.prompts.find((prompt) => prompt.id === 'lm-eval-5-shot')!
  const trainText = goldenRows<object>(golden, 'reasoning/gsm8k/train.jsonl.gz')
    .map((row) => JSON.stringify(row))
    .join('\n')
  const train = parseItems(trainText, 'train')
  const byQuestion = new Map(train.map((item) => [item.question, item]))
  result.prompts.forEach((prompt, i) => {
    const questions = prompt.split('Question: ').slice(1, -1)
    const examples = questions.map((text) => byQuestion.get(text.slice(0, text.indexOf('\nAnswer:')))!)
    expect(examples).toHaveLength(fiveShot.shots)
    expect(fiveShot.render(items[i]!, examples)).toBe(prompt)
  })
  expect(result.prompts).toHaveLength(promptCount)
})

async function lmEval(golden: string, job: object): Promise<Result> {
  const python = process.env['RETABLE_PYTHON_EVALUATORS']
  if (!python) {
    throw new Error('RETABLE_PYTHON_EVALUATORS names no Python with the locked packages; run ./retable test')
  }
  const scratch = await mkdtemp(path.join(tmpdir(), 'retable-parity-'))
  try {
    const files: Record<string, string> = {}
    for (const split of ['test', 'train']) {
      const rows = goldenRows<object>(golden, `reasoning/gsm8k/${split}.jsonl.gz`)
      files[split] = path.join(scratch, `${split}.jsonl`)
      await writeFile(files[split], rows.map((row) => JSON.stringify(row)).join('\n'))
    }
    const child = spawn(python, [path.join(import.meta.dirname, 'lm_eval_gsm8k.py')], {
      env: { ...process.env, HF_HOME: scratch, HF_HUB_OFFLINE: '1', PYTHONUTF8: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    child.stdin.end(JSON.stringify({ ...job, ...files }))
    const [stdout, stderr, code] = await Promise.all([
      Array.fromAsync(child.stdout.setEncoding('utf8') as AsyncIterable<string>),
      Array.fromAsync(child.stderr.setEncoding('utf8') as AsyncIterable<string>),
      new Promise((resolve) => child.on('close', resolve)),
    ])
    if (code !== 0)
      throw new Error(`lm-eval's program ended with ${String(code)}:\n${stderr.join('').slice(-2000)}`)
    return JSON.parse(stdout.join('')) as Result
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
