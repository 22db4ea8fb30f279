import { spawn } from 'node:child_process'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { gsm8kItems, lmEvalInputs } from '../golden/published.ts'
import { inspect } from '../variants/inspect.ts'

interface Result {
  readonly version: string
  readonly verdicts: readonly (readonly [answer: string, isRight: boolean])[]
}

const parts =
  'ANSWER:|\\$|$|€|£|,|.|-|−|+|*|**|_|(|)|"|`|!|?|:|;|%|/|=|e|E|e+05|E-7|\n|\t|\u00a0|\u2009|0|7|18|2,125|70000|123456|100005|100015|1e5|.5|0.00001234|½|2½|²|5²|5⁻²|٣|１８|Ⅻ|①|十|十八|二百五|三点五|一万|〇|负五|x|nan|inf|Infinity|1_000|１，０００|1\'000|1’000|--5|\ufeff|\u001c| | | | | | '

/** Texts made of what the scorer takes for a number or takes away, so that their corners are met. */
const crookedTexts = fc
  .array(fc.oneof(fc.constantFrom(...parts.split('|')), fc.string({ maxLength: 3 })), { maxLength: 10 })
  .map((some) => some.join(''))

// A program in Python grades tens of thousands of answers.
test('inspect_ai 0.3.285 itself gives the same answers and verdicts', { timeout: 300_000 }, async () => {
  const golden = goldenDirectory()
  const items = gsm8kItems(golden)
  const published = lmEvalInputs(golden).flatMap(({ outputs }) =>
    outputs.map((output, i) => [output, items[i]!.gold] as const),
  )
  const golds = ['18', '2,125', '-5', '70000', '123456', '0.5', '250', 'eighteen', '7.', '1e5']
  const crooked = fc
    .sample(crookedTexts, { seed: 110_141_168, numRuns: 20_000 })
    .map((output, i) => [output, golds[i % golds.length]!] as const)
  const announced = published.map(
    ([output, gold], i) => [`${output}\n\nANSWER: ${forms[i % forms.length]!(gold)}`, gold] as const,
  )
  const pairs = [...published, ...announced, ...crooked]
  const { version, verdicts } = await match(pairs)
  expect(version).toBe('0.3.285')
  expect(verdicts).toHaveLength(pairs.length)
  const differences = pairs.flatMap(([output, gold], i) => {
    const { extracted, score } = inspect.grade(output, { gold })
    const [answer, isRight] = verdicts[i]!
    const same = (extracted ?? '') === answer && (score === 1) === isRight
    return same ? [] : [{ output: output.slice(-80), gold, extracted, score, answer, isRight }]
  })
  expect(differences).toEqual([])
})

const forms: readonly ((gold: string) => string)[] = [
  (gold) => gold,
  (gold) => `$${gold}.00`,
  (gold) => `**${gold}**`,
  (gold) => `\\$${gold}.`,
  (gold) => `(${gold})`,
  (gold) => `${gold} dollars`,
  (gold) => `${gold}%`,
  (gold) => `\\boxed{${gold}}`,
]

async function match(pairs: readonly (readonly [string, string])[]): Promise<Result> {
  const python = process.env['RETABLE_PYTHON_EVALUATORS']
  if (!python) {
    throw new Error('RETABLE_PYTHON_EVALUATORS names no Python with the locked packages; run ./retable test')
  }
  const child = spawn(python, [path.join(import.meta.dirname, 'inspect_match.py')], {
    env: { ...process.env, PYTHONUTF8: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(JSON.stringify(pairs))
  const [stdout, stderr, code] = await Promise.all([
    Array.fromAsync(child.stdout.setEncoding('utf8') as AsyncIterable<string>),
    Array.fromAsync(child.stderr.setEncoding('utf8') as AsyncIterable<string>),
    new Promise((resolve) => child.on('close', resolve)),
  ])
  if (code !== 0)
    throw new Error(`inspect_ai's program ended with ${String(code)}:\n${stderr.join('').slice(-2000)}`)
  return JSON.parse(stdout.join('')) as Result
}
