import type {
  Base,
  Evaluation,
  Handle,
  Lab,
  ModelHandle,
  PromptedText,
  Recipe,
  Sampling,
  Task,
  TrainingPlan,
  UnitValues,
} from '@retable/core'
import { HarnessError } from '../errors.ts'

/** One unit of work as a recipe laid it out. Inputs are names of earlier steps. */
export type Step =
  | { readonly kind: 'data'; readonly name: string; readonly size: number; readonly make: () => unknown }
  | {
      readonly kind: 'derive'
      readonly name: string
      readonly inputs: Readonly<Record<string, string>>
      readonly make: (made: never) => unknown
    }
  | {
      readonly kind: 'generate'
      readonly name: string
      readonly model: string
      readonly tasks: string
      /** Only the first so many tasks. */
      readonly first?: number
      readonly samples: number
      readonly sampling: Sampling
      readonly seed: number
    }
  | {
      readonly kind: 'train'
      readonly name: string
      readonly model: string | null
      readonly examples: string
      readonly plan: TrainingPlan
    }
  | { readonly kind: 'hub'; readonly name: string; readonly repository: string; readonly revision: string }
  | { readonly kind: 'score'; readonly name: string; readonly model: string; readonly texts: string }
  | {
      readonly kind: 'evaluate'
      readonly name: string
      readonly setting: string
      readonly greedy: string
      readonly votes: string | null
      readonly evaluation: Evaluation
    }
  | { readonly kind: 'measure'; readonly name: string; readonly setting: string; readonly values: string }

/** Names of the steps that a step needs. */
export function inputsOf(step: Step): string[] {
  switch (step.kind) {
    case 'data':
    case 'hub':
      return []
    case 'derive':
      return Object.values(step.inputs)
    case 'generate':
      return [step.model, step.tasks]
    case 'train':
      return step.model === null ? [step.examples] : [step.model, step.examples]
    case 'score':
      return [step.model, step.texts]
    case 'evaluate':
      return step.votes === null ? [step.greedy] : [step.greedy, step.votes]
    case 'measure':
      return [step.values]
  }
}

/**
 * Lays out a recipe: every step in an order in which each stands after what it needs.
 *
 * @throws HarnessError `harness/recipe` if two steps have one name
 */
export function layOut<Setup>(recipe: Recipe<Setup>, setup: Setup): Step[] {
  const steps: Step[] = []
  const names = new Set<string>()
  const add = <T>(step: Step): Handle<T> => {
    if (names.has(step.name)) {
      throw new HarnessError('harness/recipe', `the recipe has two steps named "${step.name}"`)
    }
    names.add(step.name)
    steps.push(step)
    return { step: step.name }
  }
  const lab: Lab = {
    data: (name, size, make) => add({ kind: 'data', name, size, make }),
    pretrained: (base) => pretrained(base, add),
    generate: (name, model, tasks, options) =>
      add({ kind: 'generate', name, model: model.step, tasks: tasks.step, ...options }),
    derive: (name, inputs, make) => {
      const entries = Object.entries(inputs).map(([key, handle]) => [key, handle.step] as const)
      return add({
        kind: 'derive',
        name,
        inputs: Object.fromEntries(entries),
        make: make,
      })
    },
    train: (name, model, examples, plan) =>
      add({ kind: 'train', name, model: model.step, examples: examples.step, plan }),
    score: (name, model, texts) => add({ kind: 'score', name, model: model.step, texts: texts.step }),
    evaluate: (setting, model, evaluation) => evaluate(setting, model, evaluation, add),
    measure(setting, values: Handle<UnitValues>) {
      add({ kind: 'measure', name: `${setting}/measure ${values.step}`, setting, values: values.step })
    },
  }
  recipe(lab, setup)
  return steps
}

type Add = <T>(step: Step) => Handle<T>

function pretrained(base: Base, add: Add): ModelHandle {
  if (base.kind === 'hub') {
    const { repository, revision } = base
    return add({ kind: 'hub', name: 'base', repository, revision })
  }
  const models: ModelHandle[] = []
  for (const { name, plan, size, examples } of base.phases) {
    const texts = add<readonly PromptedText[]>({
      kind: 'data',
      name: `base/${name}/texts`,
      size,
      make: examples,
    })
    const model = models.at(-1)?.step ?? null
    models.push(add({ kind: 'train', name: `base/${name}`, model, examples: texts.step, plan }))
  }
  const last = models.at(-1)
  if (last === undefined)
    throw new HarnessError('harness/recipe', 'a base model has no phase to be trained in')
  return last
}

function evaluate(setting: string, model: ModelHandle, evaluation: Evaluation, add: Add): void {
  const { tasks, votes, greedy, seed } = evaluation
  const drawn = (name: string, options: { samples: number; sampling: Sampling; first?: number }) =>
    add<readonly Task[]>({
      kind: 'generate',
      name: `${setting}/${name}`,
      model: model.step,
      tasks: tasks.step,
      seed,
      ...options,
    }).step
  add({
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
