import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lockFiles, programFolder } from '@retable/trainer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localRuntime, type ServiceOptions } from '../src/index.ts'
import { testRuntime } from '../src/testing.ts'
import { ask, madeFolder, textsOf } from './ask.ts'

// The trainer's own program, as a job that makes a tiny model and as the server of it.
const runtime = localRuntime({ directory: madeFolder() })
let directory: string
let folder: string
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'retable-trainer-'))
  const job = path.join(directory, 'a job')
  await mkdir(job)
  const settings = {
    ...{
      layers: 2,
      width: 32,
      heads: 4,
      keyValueHeads: 2,
      intermediate: 64,
      context: 65_536,
      vocabulary: 300,
    },
    ...{ seed: 1, initializerRange: 0.3, corpus: ['Say hi.', 'What is 2 + 3?'] },
  }
  await writeFile(path.join(job, 'settings.json'), JSON.stringify(settings))
  const end = await runtime.run({
    name: 'a tiny model',
    folder: job,
    program: { module: 'retable_trainer', folder: programFolder, lockFile: lockFiles.cpu },
    args: ['make-tiny', 'model'],
    inputFile: 'settings.json',
    resultFile: 'model/hashes.json',
  }).ended
  expect(end).toEqual({ state: 'done' })
  folder = path.join(job, 'model')
  // PyTorch may have to be installed first.
}, 900_000)
afterAll(() => rm(directory, { recursive: true }))

const start = (options: Partial<ServiceOptions> = {}) =>
  runtime.serve({ model: { folder, id: 'tiny' }, logFile: path.join(directory, 'log'), ...options })

testRuntime('a folder served by the trainer', {
  start,
  longRequest: (service) => ask(service, 'Say hi.', { max_tokens: 60_000, temperature: 0 }),
})

test('the same texts after a restart and in another order; prompts are in no log', async () => {
  const answers = async (questions: readonly string[]) => {
    await using service = await start()
    expect(service.repeats).toBe(true)
    expect(service.identity).toMatchObject({ model: 'tiny', slots: 1, threads: 1, context: 65_536 })
    expect(service.identity.server).toMatch(
      /^retable_trainer [\da-f]{12}, torch 2\.13\.0\S*, transformers 5\.20\.2, /,
    )
    const texts: Record<string, string[]> = {}
    for (const question of questions) {
      texts[question] = textsOf(await ask(service, question, { max_tokens: 16, temperature: 0.8, seed: 7 }))
    }
    expect(await readFile(service.logFile, 'utf8')).not.toContain('xylophone')
    return texts
  }
  const questions = ['Say hi.', 'Name a xylophone.']
  const first = await answers(questions)
  expect(await answers(questions.toReversed())).toEqual(first)
  expect(first[questions[0]!]).not.toEqual(first[questions[1]!])
})
