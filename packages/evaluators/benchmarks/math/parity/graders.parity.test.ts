import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { goldenDirectory } from '../../../golden/comparison.ts'
import { equivalencePairs, mathItems, ownVerdict } from '../golden/published.ts'
import { benchmark } from '../benchmark.ts'
import { sameAsHendrycks } from '../hendrycks-normal.ts'
import { lmEvalMinervaNormal } from '../minerva-normal.ts'
import { sameAsLmEvalMinerva } from '../variants/minerva.ts'
import { madePairs } from './pairs.ts'

interface Result {
  readonly versions: Readonly<Record<string, string>>
  readonly hendrycks: readonly boolean[]
  readonly minerva: readonly boolean[]
  readonly math_verify: readonly boolean[]
  readonly forms: readonly (readonly [gold: string, prediction: string])[]
  readonly outputs: readonly (readonly [hendrycks: number, minerva: number])[]
}

/** Outputs about every fortieth test problem: its own solution and other spellings of its gold, in several frames. */
function outputsOf(golden: string) {
  const items = mathItems(golden).filter((_, i) => i % 40 === 0)
  return items.flatMap((item, i) => {
    const other = items[(i + 1) % items.length]!.gold
    const texts = [
      item.solution!,
      `so $x$ is $${item.gold}$`,
      `$${item.gold.replaceAll('frac', 'dfrac').replaceAll(' ', '')}$`,
      `Final Answer: The final answer is $${item.gold}$. I hope it is correct.`,
      `Final Answer: The final answer is $x = ${item.gold.replaceAll('dfrac', 'frac')}$. I hope it is correct. Thus`,
      `Final Answer: The final answer is $${other}$. `,
      `Final Answer: The final answer is\n$${item.gold}$. I hope it is correct.`,
    ]
    return texts.map((output) => ({ output, solution: item.solution!, gold: item.gold }))
  })
}

test(
  'lm-eval 0.4.13 and Math-Verify 0.8.0 themselves say what is claimed of them',
  // Two programs in Python grade tens of thousands of answers.
  { timeout: 600_000 },
  async () => {
    const golden = goldenDirectory()
    const pairs = equivalencePairs(golden)
    const outputs = outputsOf(golden)
    const result = await graders({
      pairs: [
        ...pairs.map(({ source, gold, prediction, options }) => {
          return { gold, prediction, whole: source === 'math-verify-tests' && options !== null, ...options }
        }),
        ...madePairs.map(([prediction, gold]) => ({ gold, prediction, whole: false })),
      ],
      outputs,
    })
    expect(result.versions).toEqual({
      lm_eval: '0.4.13',
      math_verify: '0.8.0',
      sympy: '1.13.3',
      latex2sympy2_extended: '1.10.2',
      'antlr4-python3-runtime': '4.11.0',
    })

    // Their verdicts here are those of the golden data, which the golden test and the docs speak of.
    const recorded = {
      hendrycks: count(pairs, ({ verdicts }, i) => verdicts.hendrycks === result.hendrycks[i]),
      minerva: count(pairs, ({ verdicts }, i) => verdicts.minerva === result.minerva[i]),
      math_verify: count(pairs, ({ verdicts }, i) => verdicts.math_verify === result.math_verify[i]),
    }
    expect(recorded).toEqual({ hendrycks: 2952, minerva: 2860, math_verify: 2953 })

    const forms = pairs.map(({ gold, prediction }) => [
      lmEvalMinervaNormal(gold),
      lmEvalMinervaNormal(prediction),
    ])
    // Of made pairs each verdict is the harness's own, besides those named here.
    const others = madePairs.filter(([prediction, gold], i) => {
      const [right, given] = [lmEvalMinervaNormal(gold), lmEvalMinervaNormal(prediction)]
      expect(result.forms[pairs.length + i]).toEqual([right, given])
      return sameAsLmEvalMinerva(given, right) !== result.minerva[pairs.length + i]
    })
    // sympy takes "dc" for a differential.
    expect(others).toEqual([['abcd', 'dcba']])

    const same = {
      hendrycks: count(
        pairs,
        (pair, i) => sameAsHendrycks(pair.prediction, pair.gold, 'raises') === result.hendrycks[i],
      ),
      forms: count(forms, (form, i) => JSON.stringify(form) === JSON.stringify(result.forms[i])),
      minerva: count(forms, ([gold, given], i) => sameAsLmEvalMinerva(given!, gold!) === result.minerva[i]),
      math_verify: count(pairs, (pair, i) => ownVerdict(pair) === result.math_verify[i]),
    }
    expect(same).toEqual({ hendrycks: 2953, forms: 2953, minerva: 2951, math_verify: 2865 })

    const [hendrycks, minerva] = ['lm-eval-hendrycks', 'lm-eval-minerva'].map((id) =>
      benchmark.variants.find((variant) => variant.id === id)!,
    )
    expect(outputs).toHaveLength(875)
    const verdicts = {
      hendrycks: count(
        outputs,
        (row, i) => hendrycks!.grade(row.output, row).score === result.outputs[i]![0],
      ),
      minerva: count(outputs, (row, i) => minerva!.grade(row.output, row).score === result.outputs[i]![1]),
    }
    expect(verdicts).toEqual({ hendrycks: 875, minerva: 875 })
  },
)

function count<Row>(rows: readonly Row[], holds: (row: Row, i: number) => boolean): number {
  return rows.filter((row, i) => holds(row, i)).length
}

async function graders(job: object): Promise<Result> {
  const python = process.env['RETABLE_PYTHON_EVALUATORS']
  if (!python) {
    throw new Error('RETABLE_PYTHON_EVALUATORS names no Python with the locked packages; run ./retable test')
  }
  const child = spawn(python, [path.join(import.meta.dirname, 'math_graders.py')], {
    env: { ...process.env, HF_HUB_OFFLINE: '1', PYTHONUTF8: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(JSON.stringify(job))
  const [stdout, stderr, code] = await Promise.all([
    Array.fromAsync(child.stdout.setEncoding('utf8') as AsyncIterable<string>),
    Array.fromAsync(child.stderr.setEncoding('utf8') as AsyncIterable<string>),
    new Promise((resolve) => child.on('close', resolve)),
  ])
  if (code !== 0)
    throw new Error(`the graders' program ended with ${String(code)}:\n${stderr.join('').slice(-2000)}`)
  return JSON.parse(stdout.join('')) as Result
}
