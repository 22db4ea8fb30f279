import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  Completion,
  Model,
  PreferencePair,
  PromptedText,
  Training,
  TrainRequest,
  WholeEngine,
} from './engine/engine.ts'
import { fileHash, folderHash } from './files/hash-files.ts'

export { testReproduction } from './paper/test-reproduction.ts'
export { recordingEngine, type Asked, type RecordingEngine } from './testing/recording-engine.ts'
export { madeOf } from './testing/made-of.ts'
export { rehearse, type Rehearsal, type RehearsalOptions } from './testing/rehearse.ts'
export { at, flatValues, testHyperparameters } from './testing/test-hyperparameters.ts'
export type { HyperparameterRow, SetupValues } from './testing/test-hyperparameters.ts'

/** What an engine's contract test needs to know of it. */
export interface EngineExamples {
  /**
   * Opens the engine with a number of workers.
   *
   * @param checkpointMs - time between a training's checkpoints, 0 for one at every step; the engine's own if left out
   */
  readonly open: (workers: number, checkpointMs?: number) => WholeEngine | Promise<WholeEngine>
  /** Texts that it can spell and learn from; at least two with different prompts. */
  readonly texts: readonly PromptedText[]
  /** A training of a few steps on them, from nothing. */
  readonly sft: Training
  /** A training of a few steps on pairs. */
  readonly dpo: Training
  /** How long a test of a few trainings may take, in milliseconds; two minutes if left out. */
  readonly timeoutMs?: number
}

/** What every engine must keep: it learns, draws, scores, and gives the same bytes whatever runs beside it. */
export function testEngine(
  name: string,
  { open, texts, sft, dpo, timeoutMs = 120_000 }: EngineExamples,
): void {
  // Models are trained, by an engine that the test does not know.
  describe(`${name} keeps the engine contract`, { timeout: timeoutMs }, () => {
    let directory: string
    let engine: WholeEngine
    let model: Model
    /** Trains one model, from nothing or from another, into a file of its own. */
    const trainTo = async (
      on: WholeEngine,
      file: string,
      request: Omit<TrainRequest, 'output' | 'checkpoint'>,
    ) => {
      const output = path.join(directory, file)
      const [trained] = await on.train({ ...request, output, checkpoint: `${output}.checkpoint` })
      return trained!
    }
    const train = (on: WholeEngine, file: string) => trainTo(on, file, { training: sft, examples: texts })
    const pairs: PreferencePair[] = texts.map(({ prompt, completion }, i) => ({
      prompt,
      chosen: completion,
      rejected: texts[(i + 1) % texts.length]!.completion,
    }))
    const requests = texts.flatMap(({ prompt }, i) =>
      [0, 1, 2].map((sample) => ({ prompt, stream: `${i}/${sample}` })),
    )
    const sampling = { temperature: 1, topP: 0.9, maxTokens: 12 }
    const draw = async (on: WholeEngine, from: Model, wanted = requests, temperature = 1, seed = 7) => {
      const drawn: Completion[] = []
      const request = { requests: wanted, sampling: { ...sampling, temperature }, seed }
      for await (const part of on.generate(from, request)) {
        for (const { index, completion } of part) drawn[index] = completion
      }
      return drawn
    }

    // As above.
    beforeAll(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'retable-engine-'))
      engine = await open(2)
      model = await train(engine, 'model')
    }, timeoutMs)
    afterAll(async () => {
      await engine.close()
      await rm(directory, { recursive: true })
    })

    test('one worker or two: the same model, samples and scores', async () => {
      const single = await open(1)
      try {
        expect((await train(single, 'single')).hash).toBe(model.hash)
        expect(await draw(single, model)).toEqual(await draw(engine, model))
        expect(await single.score(model, texts)).toEqual(await engine.score(model, texts))
      } finally {
        await single.close()
      }
    })

    test('training makes its texts likelier', async () => {
      const longer = await trainTo(engine, 'longer', { model, training: sft, examples: texts })
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
      expect(sum(await engine.score(longer, texts))).toBeGreaterThan(sum(await engine.score(model, texts)))
    })

    test('preference training widens the margin between chosen and rejected', async () => {
      const trained = await trainTo(engine, 'dpo', { model, training: dpo, examples: pairs })
      const margin = async (of: Model) => {
        const chosen = await engine.score(
          of,
          pairs.map(({ prompt, chosen }) => ({ prompt, completion: chosen })),
        )
        const rejected = await engine.score(
          of,
          pairs.map(({ prompt, rejected }) => ({ prompt, completion: rejected })),
        )
        return chosen.reduce((sum, value, i) => sum + value - rejected[i]!, 0)
      }
      expect(await margin(trained)).toBeGreaterThan(await margin(model))
    })

    test('at the reference, preference training starts from log 2 a pair, times its weight', async () => {
      const losses: number[] = []
      // What is told of a step may be the loss of a part of its batch: the pairs weigh the same.
      const weighed = pairs.map((pair) => ({ ...pair, weight: 3 }))
      const training = { ...dpo, loss: { kind: 'dpo', beta: 0.7, alpha: 0 } } as const
      const onStep = ({ loss }: { readonly loss: number }) => losses.push(loss)
      await trainTo(engine, 'log-2', { model, training, examples: weighed, onStep })
      expect(losses[0]).toBeCloseTo(3 * Math.LN2, 4)
    })

    test('another seed draws other samples, and the same one the same', async () => {
      const texts = async (seed: number) =>
        (await draw(engine, model, requests, 1, seed)).map(({ text }) => text)
      expect(await texts(8)).toEqual(await texts(8))
      expect(await texts(8)).not.toEqual(await texts(9))
    })

    test('colder samples are likelier', async () => {
      const many = Array.from({ length: 64 }, (_, i) => ({ ...requests[0]!, stream: `${i}` }))
      const mean = async (temperature: number) => {
        const drawn = await draw(engine, model, many, temperature)
        const each = drawn.map(({ logProbability = 0, tokens }) => logProbability / tokens)
        return each.reduce((a, b) => a + b, 0) / each.length
      }
      const [hot, warm, cold] = [await mean(4), await mean(1), await mean(0.25)]
      expect(hot).toBeLessThan(warm)
      expect(warm).toBeLessThan(cold)
    })

    test('a shuffled training of another seed goes through its examples in another order', async () => {
      const trained = async (file: string, training: Training) =>
        (await trainTo(engine, file, { model, training, examples: texts })).hash
      const one = { ...sft, order: 'shuffled', steps: 3, batchSize: 2 } as const
      const hashes = [
        await trained('order-1', { ...one, seed: 1 }),
        await trained('order-2', { ...one, seed: 2 }),
      ]
      expect(hashes[0]).not.toBe(hashes[1])
      expect(await trained('order-3', { ...one, seed: 1 })).toBe(hashes[0])
    })

    test('a sample depends on its own stream, not on what is drawn beside it', async () => {
      const all = await draw(engine, model)
      const few = requests.toReversed().slice(0, 2)
      const again = await draw(engine, model, few)
      expect(again).toEqual(few.map((request) => all[requests.indexOf(request)]))
      expect(new Set(all.map(({ text }) => text)).size).toBeGreaterThan(1)
    })

    test('temperature 0 is the same for every stream, and scores agree with what was drawn', async () => {
      const greedy = await draw(engine, model, requests, 0)
      expect(greedy[1]).toEqual(greedy[0])
      const stopped = requests.flatMap(({ prompt }, i) =>
        greedy[i]?.finishReason === 'stop' ? [{ prompt, drawn: greedy[i] }] : [],
      )
      const texts = stopped.map(({ prompt, drawn }) => ({ prompt, completion: drawn.text }))
      const scores = await engine.score(model, texts)
      stopped.forEach(({ drawn }, i) => expect(scores[i]).toBeCloseTo(drawn.logProbability!, 3))
    })

    test.each([1, 2])(
      'a training that is cut off goes on from its checkpoint to the same bytes (workers: %i)',
      async (workers) => {
        const keeping = await open(workers, 0)
        try {
          const controller = new AbortController()
          const request = {
            training: sft,
            examples: texts,
            output: path.join(directory, `cut-${workers}`),
            checkpoint: path.join(directory, `cut-${workers}.checkpoint`),
          }
          // At its third step the checkpoints of the first two lie there.
          const cut = keeping.train(
            { ...request, onStep: ({ step }) => step === 3 && controller.abort() },
            controller.signal,
          )
          await expect(cut).rejects.toMatchObject({ name: 'AbortError' })
          expect(existsSync(request.checkpoint)).toBe(true)

          const steps: number[] = []
          const [resumed] = await keeping.train({ ...request, onStep: ({ step }) => steps.push(step) })
          expect(steps[0]).toBeGreaterThan(1)
          expect(steps.at(-1)).toBe(sft.steps)
          expect(resumed!.hash).toBe(model.hash)
          expect(existsSync(request.checkpoint)).toBe(false)
        } finally {
          await keeping.close()
        }
      },
    )

    test('models are kept on the way: each is what a training of so many steps gives, also after a cut', async () => {
      const keeping = await open(2, 0)
      const output = path.join(directory, 'kept')
      const request = {
        training: sft,
        examples: texts,
        output,
        keepAt: [1, 2],
        checkpoint: `${output}.checkpoint`,
      }
      try {
        const controller = new AbortController()
        const stop = ({ step }: { readonly step: number }) => step === 3 && controller.abort()
        await expect(keeping.train({ ...request, onStep: stop }, controller.signal)).rejects.toThrow()
        const models = await keeping.train(request)
        expect(models).toHaveLength(3)
        expect(models[2]!.hash).toBe(model.hash)
        expect(new Set(models.map(({ hash }) => hash)).size).toBe(3)
        const losses = await Promise.all(models.map((each) => keeping.score(each, texts)))
        const sums = losses.map((values) => values.reduce((a, b) => a + b, 0))
        expect(sums[0]).toBeLessThan(sums[2]!)
      } finally {
        await keeping.close()
      }
    })

    test('a damaged model is refused', async () => {
      const damaged = path.join(directory, 'damaged')
      await cp(model.location!, damaged, { recursive: true })
      const file = await largestFile(damaged)
      const bytes = await readFile(file)
      bytes[bytes.length - 5]! ^= 1
      await writeFile(file, bytes)
      // An engine that has not loaded the model, since one that has need not read the file.
      const fresh = await open(1)
      try {
        const ofDamaged = file === damaged ? await fileHash(file) : await folderHash(damaged)
        for (const hash of [model.hash, ofDamaged]) {
          await expect(fresh.score({ id: 'm', location: damaged, hash }, texts)).rejects.toThrow('damaged')
        }
        expect(await fresh.score(model, texts)).toEqual(await engine.score(model, texts))
      } finally {
        await fresh.close()
      }
    })

    test('another model than the named one is refused', async () => {
      const training = { ...sft, seed: sft.seed + 1 }
      const other = await trainTo(engine, 'other', { training, examples: texts })
      expect(other.hash).not.toBe(model.hash)
      const fresh = await open(1)
      try {
        const wrong = { ...other, hash: model.hash }
        await expect(fresh.score(wrong, texts)).rejects.toThrow('damaged')
        expect(await fresh.score(other, texts)).not.toEqual(await fresh.score(model, texts))
      } finally {
        await fresh.close()
      }
    })
  })
}

/** A file itself, or the largest one of a folder: its weights. */
async function largestFile(place: string): Promise<string> {
  if (!(await stat(place)).isDirectory()) return place
  const files = (await readdir(place)).map((name) => path.join(place, name))
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  return files[sizes.indexOf(Math.max(...sizes))]!
}
