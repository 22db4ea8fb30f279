import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chatAnswer, isAsked, openFakeServer, sumIn, sumsModule, usage } from '@retable/harness/testing'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from '../src/root.ts'
import { retable, versionsFolder } from './testing-versions.ts'

/** A model that gets an item wrong of which `isWrong`. */
function modelWrongAt(isWrong: (item: number) => boolean) {
  return openFakeServer((request) => {
    if (!isAsked(request)) return { kind: 'answer', status: 404, body: {} }
    const { item, sum } = sumIn(request)
    return chatAnswer(`They are ${isWrong(item) ? sum + 1 : sum}`, { usage })
  })
}

interface Step {
  readonly name?: string
  readonly run?: string
}
interface Workflow {
  readonly name: string
  /** Values that the workflow sets, as it has them. */
  readonly variables: Readonly<Record<string, string>>
  readonly commands: readonly string[]
}

async function read<T>(name: string): Promise<T> {
  return parse(await readFile(path.join(root, 'docs/ci', name), 'utf8')) as T
}

const gitHub = await read<{ env: Record<string, string>; jobs: { gate: { steps: Step[] } } }>(
  'github-actions.yml',
)
const gitLab = await read<{ 'model gate': { variables: Record<string, string>; script: string[] } }>(
  'gitlab-ci.yml',
)
const workflows: readonly Workflow[] = [
  {
    name: 'GitHub Actions',
    variables: gitHub.env,
    commands: gitHub.jobs.gate.steps.flatMap(({ run }) => run ?? []),
  },
  { name: 'GitLab CI', variables: gitLab['model gate'].variables, commands: gitLab['model gate'].script },
]

const folders: Record<string, string> = {}
const baseline = await modelWrongAt((item) => item % 5 === 0)
beforeAll(async () => {
  for (const { name } of workflows) folders[name] = await versionsFolder()
})
afterAll(() => baseline[Symbol.asyncDispose]())

/** Runs a workflow's commands one after another, as its CI system does, on a model behind an address. */
async function runWorkflow({ variables, commands }: Workflow, folder: string, url: string, policy: string) {
  await writeFile(path.join(folder, 'gate.yaml'), policy)
  const summary = path.join(folder, 'summary.md')
  await writeFile(summary, '')
  const env = {
    ...variables,
    ...{
      RETABLE: path.join(root, 'retable'),
      MODEL: 'm',
      BENCHMARKS: sumsModule,
      EVAL_OPTIONS: '--max-tokens 100 --no-probe --fresh',
    },
    ...{
      OPENAI_BASE_URL: url,
      OPENAI_API_KEY: 'sk-test-0123456789',
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_SHA: 'a1',
      CI_COMMIT_SHA: 'a1',
    },
    RETABLE_STORE: path.join(folder, 'store'),
  }
  let failed: number | undefined
  for (const [i, command] of commands.entries()) {
    // What shows the report runs whatever came of the gate.
    if (failed !== undefined && !command.includes('gate.md ||')) continue
    const { exitCode, stderr } = await execa('bash', ['-e', '-o', 'pipefail', '-c', command], {
      cwd: folder,
      env,
      reject: false,
    })
    if (exitCode !== 0 && failed === undefined) failed = exitCode
    if (i === 0) expect(exitCode, stderr).toBe(0)
  }
  return { exitCode: failed ?? 0, summary: await readFile(summary, 'utf8') }
}

test.each(workflows)(
  'a workflow for $name fails on a regression, passes an equal model, and does as its policy says where nothing is decided',
  async (workflow) => {
    const folder = folders[workflow.name]!
    await mkdir(path.join(folder, 'evals'), { recursive: true })
    const words = [
      'eval',
      sumsModule,
      '--model',
      'm',
      '--base-url',
      baseline.url,
      '--max-tokens',
      '100',
      '--no-probe',
      '--fresh',
    ]
    expect((await retable(folder, ...words, '--out', 'evals/baseline')).exitCode).toBe(0)
    const outcome = async (isWrong: (item: number) => boolean, policy: string) => {
      await using candidate = await modelWrongAt(isWrong)
      return await runWorkflow(workflow, folder, candidate.url, policy)
    }

    // 60 of 300 are wrong; 240 of the others fall, or none, or 9.
    const worse = await outcome((item) => item % 5 === 0 || item % 3 === 0, '')
    expect(worse.exitCode).toBe(1)
    expect(await readFile(path.join(folder, 'gate.xml'), 'utf8')).toContain('type="regressed"')
    if (workflow.name === 'GitHub Actions') expect(worse.summary).toContain('**regressed: the gate fails')
    // Without a difference 299 items prove two points.
    expect((await outcome((item) => item % 5 === 0, '')).exitCode).toBe(0)
    const few = (item: number) => item % 5 === 0 || item % 33 === 1
    expect((await outcome(few, '')).exitCode).toBe(4)
    expect((await outcome(few, 'undecided: pass')).exitCode).toBe(0)
    expect((await outcome(few, 'undecided: warn')).exitCode).toBe(0)
  },
)
