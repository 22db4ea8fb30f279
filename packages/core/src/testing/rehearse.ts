import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Completion, Model, PreferencePair, PromptedText, Sampling } from '../engine/engine.ts'
import { askJudge } from '../recipe/ask-judge.ts'
import type {
  CheckpointChoice,
  Drawn,
  Evaluation,
  Handle,
  Lab,
  Prompt,
  Recipe,
  TrainingPlan,
  UnitValues,
} from '../recipe/lab.ts'
import { randomStream, streamSeed } from '../recipe/random.ts'
import type { Asked, RecordingEngine } from './recording-engine.ts'

/** What a recipe asked of an engine, step by step. */
export interface Rehearsal {
  /** Of each step of model work; a model made from a recipe's step has the step's name for its id. */
  readonly asked: Readonly<Record<string, Asked>>
  /** What each step gave: samples, pairs, models, numbers. */
  readonly gave: Readonly<Record<string, unknown>>
  /** By setting: the model that was put to the test, and how. */
  readonly evaluated: Readonly<Record<string, Evaluation & { readonly model: string }>>
  /** What was measured, by setting. */
  readonly measured: Readonly<Record<string, readonly UnitValues[]>>
}

/** Who answers in a rehearsal. */
export interface RehearsalOptions {
  readonly engine: RecordingEngine
  readonly seed?: number
  /** Tokens of a text, where a recipe counts them. */
  readonly tokensOf?: (text: string) => number
}

/**
 * Goes through a recipe step by step, in the order in which it lays them out, on an engine that only records. Whatever is
 * random follows from the seed and the step's name.
 */
export async function rehearse<Setup>(
  recipe: Recipe<Setup>,
  setup: Setup,
  { engine, seed = 1, tokensOf }: RehearsalOptions,
): Promise<Rehearsal> {
  const directory = await mkdtemp(path.join(tmpdir(), 'retable-rehearsal-'))
  try {
    const stage = new Stage(engine, seed, directory, tokensOf)
    recipe(stage.lab, setup)
    for (const perform of stage.todo) await perform()
    return stage
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** A rehearsal under way. */
class Stage implements Rehearsal {
  readonly asked: Record<string, Asked> = {}
  readonly gave: Record<string, unknown> = {}
  readonly evaluated: Record<string, Evaluation & { readonly model: string }> = {}
  readonly measured: Record<string, UnitValues[]> = {}
  readonly todo: (() => Promise<void>)[] = []
  readonly lab: Lab
  readonly #engine: RecordingEngine
  readonly #seed: number
  readonly #directory: string

  constructor(
    engine: RecordingEngine,
    seed: number,
    directory: string,
    tokensOf?: RehearsalOptions['tokensOf'],
  ) {
    this.#engine = engine
    this.#seed = seed
    this.#directory = directory
    const lab: Omit<Lab, 'judge'> = {
      data: (name, { files = [], make }) =>
        this.#step(name, () => {
          if (files.length > 0) throw new Error(`${name}: data of files are not rehearsed`)
          return make(randomStream('step', seed, name), [])
        }),
      model: (role, base) => {
        if (base.kind !== 'trained')
          return this.#step(role, (): Model => ({ id: role, hash: JSON.stringify(base) }))
        return base.phases.reduce<Handle<'model'> | null>((model, { name, plan, size, examples }) => {
          const texts = lab.data(`${role}/${name}/texts`, { size, make: examples })
          return this.#train(`${role}/${name}`, model, texts, plan)
        }, null)!
      },
      generate: (name, model, prompts, drawing) => this.#generate(name, model, prompts, drawing),
      derive: (name, inputs, make) =>
        this.#step(name, () => {
          const given = Object.entries(inputs).map(([key, handle]) => [key, this.#valueOf(handle)] as const)
          return make(Object.fromEntries(given) as never, randomStream('step', seed, name))
        }),
      train: (name, model, examples, plan, choice) =>
        choice === undefined
          ? this.#train(name, model, examples, plan)
          : this.#choose(
              name,
              this.#train(`${name}/training`, model, examples, plan, choice.checkpoints),
              choice,
            ),
      countTokens: (name, _model, texts) =>
        this.#step(name, () => {
          if (tokensOf === undefined) throw new Error(`${name}: nobody counts tokens in this rehearsal`)
          return this.#valueOf<readonly string[]>(texts).map(tokensOf)
        }),
      score: (name, model, texts) =>
        this.#work(name, async () => [...(await engine.score(this.#valueOf(model), this.#valueOf(texts)))]),
      evaluate: (setting, model, evaluation) => {
        this.evaluated[setting] = { ...evaluation, model: model.step }
        this.#generate(`${setting}/greedy`, model, evaluation.tasks, {
          samples: 1,
          sampling: evaluation.greedy,
        })
        const { votes } = evaluation
        if (votes)
          this.#generate(`${setting}/votes`, model, evaluation.tasks, { ...votes, first: votes.tasks })
      },
      measure: (setting, values) => {
        this.todo.push(() => {
          const given = this.#valueOf<UnitValues | readonly UnitValues[]>(values)
          this.measured[setting] = [...(this.measured[setting] ?? []), ...[given].flat()]
          return Promise.resolve()
        })
      },
    }
    this.lab = {
      ...lab,
      judge: (name, model, judge, questions, drawing) =>
        askJudge(lab, { name, model, judge, questions, drawing, most: 0 }),
    }
  }

  #valueOf<T>({ step }: Handle<unknown>): T {
    return this.gave[step] as T
  }

  #step<T>(name: string, make: () => unknown): Handle<T> {
    this.todo.push(async () => {
      if (name in this.gave) throw new Error(`the recipe has two steps named "${name}"`)
      this.gave[name] = await make()
    })
    return { step: name }
  }

  /** A step of one request to the engine. */
  #work<T>(name: string, make: () => Promise<unknown>): Handle<T> {
    return this.#step(name, async () => {
      const before = this.#engine.asked.length
      const value = await make()
      this.asked[name] = this.#engine.asked[before]!
      return value
    })
  }

  #generate<P extends Prompt>(
    name: string,
    model: Handle<'model'>,
    prompts: Handle<readonly P[]>,
    options: { readonly samples: number; readonly sampling: Sampling; readonly first?: number },
  ): Handle<readonly Drawn<P>[]> {
    const { samples, sampling, first } = options
    return this.#work(name, async () => {
      const all = this.#valueOf<readonly P[]>(prompts).slice(0, first)
      const requests = all.flatMap(({ id, prompt }) =>
        Array.from({ length: samples }, (_, i) => ({ prompt, stream: `${name}/${id}/${i}` })),
      )
      const completions: Completion[] = []
      const request = { requests, sampling, seed: this.#seed }
      for await (const part of this.#engine.generate(this.#valueOf(model), request)) {
        for (const { index, completion } of part) completions[index] = completion
      }
      return all.map((of, i) => ({ of, completions: completions.slice(i * samples, (i + 1) * samples) }))
    })
  }

  #train(
    name: string,
    model: Handle<'model'> | null,
    examples: Handle<readonly PromptedText[]> | Handle<readonly PreferencePair[]>,
    { maxSteps, passes = Infinity, ...plan }: TrainingPlan,
    checkpoints = 1,
  ): Handle<'model'> {
    return this.#work(name, async () => {
      const texts = this.#valueOf<readonly PromptedText[] | readonly PreferencePair[]>(examples)
      const steps = Math.min(maxSteps, Math.ceil((passes * texts.length) / plan.batchSize))
      const keepAt = Array.from({ length: checkpoints - 1 }, (_, i) =>
        Math.round(((i + 1) * steps) / checkpoints),
      )
      const trained = await this.#engine.train({
        ...(model === null ? {} : { model: this.#valueOf<Model>(model) }),
        training: { ...plan, steps, seed: streamSeed(this.#seed, name) },
        examples: texts,
        output: path.join(this.#directory, String(Object.keys(this.gave).length)),
        checkpoint: path.join(this.#directory, 'checkpoint'),
        ...(checkpoints === 1 ? {} : { keepAt }),
      })
      const named = trained.map((one) => ({ ...one, id: name }))
      return checkpoints === 1 ? named[0]! : named
    })
  }

  /** The checkpoint with the largest value, the first of equals. */
  #choose(
    name: string,
    training: Handle<'model'>,
    { checkpoints, value }: CheckpointChoice,
  ): Handle<'model'> {
    const among = Array.from({ length: checkpoints }, (_, index) => {
      const at = `${name}/checkpoint ${index + 1}`
      const checkpoint = this.#step<'model'>(at, () => {
        const model = [this.#valueOf<Model | readonly Model[]>(training)].flat()[index]!
        return { ...model, id: at }
      })
      return { checkpoint, value: value(checkpoint, at) }
    })
    return this.#step(name, () => {
      const values = among.map((one) => this.#valueOf<number>(one.value))
      const best = among[values.indexOf(Math.max(...values))]!
      return this.#valueOf<Model>(best.checkpoint)
    })
  }
}
