import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sumsModule } from '@retable/harness/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { retable } from './eval-cli.ts'
import { containersPlace, slurmPlace, type TestPlace } from './tiny-tier-places.ts'
import {
  freshFolder,
  isTraining,
  outcomeIn,
  samplesIn,
  textIn,
  textsIn,
  tinyWords,
  tinyWordsOn,
} from './tiny-tier.ts'

/** What a run says, learns from and makes: equal between runtimes are texts, pairs, metrics and weights. */
async function wholeOf(folder: string) {
  const trainings = (await readdir(path.join(folder, 'store/trainings'))).toSorted()
  const jobs = trainings.map(async (hash) => [hash, await textIn(folder, `store/trainings/${hash}/job.json`)])
  return {
    ...(await outcomeIn(folder)),
    texts: await textsIn(folder),
    // With the hashes of their rows, which are the pairs.
    trainings: Object.fromEntries(await Promise.all(jobs)) as Readonly<Record<string, string>>,
  }
}

/** How often the program of each training was started. */
async function startsIn(folder: string): Promise<number[]> {
  const trainings = await readdir(path.join(folder, 'store/trainings'))
  const logs = await Promise.all(trainings.map((hash) => textIn(folder, `store/trainings/${hash}/log.txt`)))
  return logs.map((log) => log.match(/^# \S+ (?:container|job) .*"train"/gm)?.length ?? 0).toSorted()
}

/** `eval` of a model folder; what was asked, answered and scored. */
async function evalOf(model: string, words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const place = await freshFolder()
  const asked = ['eval', sumsModule, '--model', model, '--limit', '8', '--max-tokens', '16', '--no-probe']
  const { exitCode, stderr } = await retable(place, [...asked, '--out', 'record', ...words], env)
  expect([exitCode, stderr]).toEqual([0, expect.any(String)])
  const names = ['results.json', 'scores.jsonl', 'outputs/sums.jsonl']
  const texts = names.map((name) => readFile(path.join(place, 'record', name), 'utf8'))
  const manifest = JSON.parse(await textIn(place, 'record/manifest.json')) as {
    readonly endpoint: { images?: unknown }
  }
  delete manifest.endpoint.images
  return { texts: await Promise.all(texts), manifest }
}

let local: Awaited<ReturnType<typeof wholeOf>>
/** A folder that the undisturbed run has trained. */
let model: string
let answers: Awaited<ReturnType<typeof evalOf>>
// A run starts two dozen programs: minutes on two free cores, many more on busy ones.
beforeAll(async () => {
  const folder = await freshFolder()
  const { exitCode, stderr } = await retable(folder, tinyWords)
  expect([exitCode, stderr]).toEqual([0, expect.any(String)])
  local = await wholeOf(folder)
  expect(local.texts.length).toBeGreaterThan(500)
  model = path.join(folder, 'store/models', local.models[0]!)
  answers = await evalOf(model, ['--runtime', 'local'])
}, 1_800_000)

const places: readonly (readonly [string, () => Promise<TestPlace>, string])[] = [
  ['compose', containersPlace, 'the training of fresh weights failed: it was killed'],
  // It knows that someone ended it.
  ['slurm', slurmPlace, 'the training of fresh weights was stopped from elsewhere'],
]

describe.each(places)('%s', (_, open, howCut) => {
  let place: TestPlace
  // The image of the tests is made once.
  beforeAll(async () => {
    place = await open()
    return () => place[Symbol.asyncDispose]()
  }, 600_000)

  // Slurm takes seconds to clear up behind a job.
  const untilNothingIsLeft = () => expect.poll(() => place.left(), { timeout: 60_000 }).toEqual([])

  /** Starts the run, and does something as soon as something is so. @returns how it ended */
  async function disturbed(
    folder: string,
    isSo: () => Promise<boolean>,
    disturb: (kill: () => void) => Promise<void> | void,
  ) {
    const running = retable(folder, tinyWordsOn(...place.words), place.env)
    let isOver = false
    void running.then(() => (isOver = true))
    while (!(await isSo())) {
      if (isOver) throw new Error(`it ended before that:\n${(await running).stderr}`)
      await delay(50)
    }
    await disturb(() => void running.kill('SIGKILL'))
    return running
  }

  test(
    'a job killed, and its harness in training and in serving: the same command goes on to what local gives',
    // The first run through containers makes an environment, of more than a gigabyte.
    { timeout: 3_600_000 },
    async () => {
      const folder = await freshFolder()
      const cut = await disturbed(
        folder,
        () => isTraining(folder, 60, 'sft'),
        async () => {
          for (const job of await place.running('job')) await place.kill(job)
        },
      )
      expect([cut.exitCode, cut.stderr]).toEqual([3, expect.stringContaining(howCut)])
      await untilNothingIsLeft()

      const inTraining = await disturbed(folder, () => isTraining(folder, 120, 'sft'), (kill) => kill()) // prettier-ignore
      expect(inTraining.signal).toBe('SIGKILL')
      // It goes on by itself.
      expect(await place.running('job')).toHaveLength(1)

      const inServing = await disturbed(folder, async () => (await samplesIn(folder)) >= 60, (kill) => kill()) // prettier-ignore
      expect(inServing.signal).toBe('SIGKILL')
      expect((await place.running('service')).length).toBeGreaterThan(0)

      const { exitCode, stdout, stderr } = await retable(folder, tinyWordsOn(...place.words), place.env)
      expect([exitCode, stderr]).toEqual([0, expect.any(String)])
      expect(stdout).toContain('This tier is for tests')
      await untilNothingIsLeft()
      // The first training began twice, since its program was killed; no other did.
      expect(await startsIn(folder)).toEqual([...Array<number>(10).fill(1), 2])
      expect(await wholeOf(folder)).toEqual(local)
    },
  )

  // A server starts, on a busy machine in a minute.
  test('a model folder answers as through local', { timeout: 900_000 }, async () => {
    expect(await evalOf(model, place.words, place.env)).toEqual(answers)
    await untilNothingIsLeft()
  })
})
