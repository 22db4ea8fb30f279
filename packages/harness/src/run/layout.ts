import {
  askJudge,
  streamSeed,
  type Base,
  type CheckpointChoice,
  type Evaluation,
  type Handle,
  type Lab,
  type ModelHandle,
  type PromptedText,
  type Recipe,
  type Sampling,
  type Task,
  type TrainingPlan,
} from '@retable/core'
import { HarnessError } from '../errors.ts'
import { Sizes } from './sizes.ts'
import type { Step } from './step.ts'

/**
 * Lays out a recipe: every step in an order in which each stands after what it needs.
 *
 * @param seed - of the run; every step's random stream follows from it
 * @throws HarnessError `harness/recipe` if two steps have one name, a judge has no prompt, or a choice no checkpoint
 */
export function layOut<Setup>(recipe: Recipe<Setup>, setup: Setup, seed: number): Step[] {
  const layout = new Layout(seed)
  recipe(layout.lab, setup)
  return layout.steps
}

/** A layout under way: its steps, their sizes, and the role of each model. */
class Layout {
  readonly steps: Step[] = []
  readonly lab: Lab
  readonly #seed: number
  readonly #names = new Set<string>()
  readonly #sizes = new Sizes()
  readonly #roles = new Map<string, string>()

  constructor(seed: number) {
    this.#seed = seed
    const lab: Omit<Lab, 'judge'> = {
      data: (name, { size, make, files = [] }) => {
        this.#sizes.set(name, size)
        return this.#add({ kind: 'data', name, size, seed, make, files })
      },
      model: (role, base) => this.#model(role, base),
      generate: (name, model, prompts, drawing) => this.#generate(name, model, prompts, drawing),
      derive: (name, inputs, make, most) => {
        const names = Object.entries(inputs).map(([key, { step }]) => [key, step] as const)
        this.#sizes.set(name, most ?? this.#sizes.completionsOf(names.map(([, step]) => step)))
        return this.#add({ kind: 'derive', name, inputs: Object.fromEntries(names), seed, make })
      },
      train: (name, model, examples, plan, choice) => this.#train(name, model, examples, plan, choice),
      countTokens: (name, model, texts) => this.#eachText('count tokens', name, model, texts),
      score: (name, model, texts) => this.#eachText('score', name, model, texts),
      evaluate: (setting, model, evaluation) => this.#evaluate(setting, model, evaluation),
      measure: (setting, { step: values }) => {
        this.#add({ kind: 'measure', name: `${setting}/measure ${values}`, setting, values })
      },
    }
    this.lab = {
      ...lab,
      judge: (name, model, judge, questions, drawing) => {
        try {
          const most = this.#sizes.of(questions.step)
          const judged = askJudge(lab, { name, model, judge, questions, drawing, most })
          // A question may be asked more than once: what is derived of single judgements has as many.
          this.#sizes.set(name, most, drawing.samples * (judge.order === 'both' ? 2 : 1))
          return judged
        } catch (error) {
          if (error instanceof HarnessError) throw error
          throw new HarnessError('harness/recipe', `${name}: ${(error as Error).message}`, { cause: error })
        }
      },
    }
  }

  #add<T>(step: Step): Handle<T> {
    if (this.#names.has(step.name)) {
      throw new HarnessError('harness/recipe', `the recipe has two steps named "${step.name}"`)
    }
    this.#names.add(step.name)
    this.steps.push(step)
    return { step: step.name }
  }

  #addModel(role: string, step: Step): ModelHandle {
    this.#roles.set(step.name, role)
    return this.#add(step)
  }

  /** A number for each text. */
  #eachText(
    kind: 'score' | 'count tokens',
    name: string,
    model: ModelHandle,
    texts: Handle<unknown>,
  ): Handle<readonly number[]> {
    this.#sizes.set(name, this.#sizes.of(texts.step))
    return this.#add({ kind, name, role: this.#roleOf(model), model: model.step, texts: texts.step })
  }

  #roleOf({ step }: ModelHandle): string {
    return this.#roles.get(step)!
  }

  #model(role: string, base: Base): ModelHandle {
    if (base.kind !== 'trained') {
      return this.#addModel(role, { kind: 'load', name: role, role, weights: base })
    }
    let model: ModelHandle | null = null
    for (const { name, plan, size, examples } of base.phases) {
      const texts: Handle<readonly PromptedText[]> = this.lab.data(`${role}/${name}/texts`, {
        ...{ size, make: examples },
      })
      model = this.#training(`${role}/${name}`, { role, model, examples: texts, plan, checkpoints: 1 })
    }
    if (model === null) {
      throw new HarnessError('harness/recipe', `the model "${role}" has no phase to be trained in`)
    }
    return model
  }

  #generate<P>(
    name: string,
    model: ModelHandle,
    prompts: Handle<unknown>,
    drawing: {
      readonly samples: number
      readonly sampling: Sampling
      readonly first?: number
    },
  ): Handle<P> {
    const { samples, sampling, first } = drawing
    const most = Math.min(first ?? Infinity, this.#sizes.of(prompts.step))
    this.#sizes.set(name, most, samples)
    return this.#add({
      kind: 'generate',
      name,
      role: this.#roleOf(model),
      model: model.step,
      prompts: prompts.step,
      samples,
      sampling,
      most,
      ...(first === undefined ? {} : { first }),
      stream: { seed: this.#seed, step: name },
    })
  }

  #training(
    name: string,
    options: {
      readonly role: string
      readonly model: ModelHandle | null
      readonly examples: Handle<unknown>
      readonly plan: TrainingPlan
      readonly checkpoints: number
    },
  ): ModelHandle {
    const { role, model, examples, plan, checkpoints } = options
    return this.#addModel(role, {
      kind: 'train',
      name,
      role,
      model: model?.step ?? null,
      examples: examples.step,
      most: this.#sizes.of(examples.step),
      plan: { ...plan, seed: streamSeed(this.#seed, name) },
      checkpoints,
    })
  }

  #train(
    name: string,
    model: ModelHandle,
    examples: Handle<unknown>,
    plan: TrainingPlan,
    choice?: CheckpointChoice,
  ): ModelHandle {
    const role = this.#roleOf(model)
    const common = { role, model, examples, plan }
    if (choice === undefined) return this.#training(name, { ...common, checkpoints: 1 })
    const { checkpoints } = choice
    if (!Number.isInteger(checkpoints) || checkpoints < 1) {
      throw new HarnessError('harness/recipe', `${name}: ${checkpoints} checkpoints; at least 1 is needed`)
    }
    const training = this.#training(`${name}/training`, { ...common, checkpoints })
    const all = Array.from({ length: checkpoints }, (_, index) => {
      const at = `${name}/checkpoint ${index + 1}`
      const step = { kind: 'checkpoint', name: at, training: training.step, index } as const
      const checkpoint = this.#addModel(role, step)
      return { checkpoint: at, value: choice.value(checkpoint, at).step }
    })
    return this.#addModel(role, { kind: 'choose', name, among: all })
  }

  #evaluate(setting: string, model: ModelHandle, evaluation: Evaluation): void {
    const { tasks, votes, greedy } = evaluation
    const drawn = (name: string, options: { samples: number; sampling: Sampling; first?: number }) =>
      this.#generate<readonly Task[]>(`${setting}/${name}`, model, tasks, options).step
    this.#add({
      kind: 'evaluate',
      name: `${setting}/scores`,
      setting,
      greedy: drawn('greedy', { samples: 1, sampling: greedy }),
      votes:
        votes === undefined
          ? null
          : drawn('votes', { samples: votes.samples, sampling: votes.sampling, first: votes.tasks }),
      evaluation,
    })
  }
}
