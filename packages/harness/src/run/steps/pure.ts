import { randomStream, type Drawn, type Model, type Task, type UnitValues } from '@retable/core'
import { evaluateSamples, measureUnits } from '../measure.ts'
import type { Step } from '../step.ts'
import { pureOutput, type Output, type StepContext } from './output.ts'

/** Gives the output of an earlier step. */
export type InputOf = (step: string) => Output

/** The output of a step that follows from its inputs alone. */
export async function pureStep(
  step: Step,
  input: InputOf,
  { read, signal }: Pick<StepContext, 'read'> & { readonly signal?: AbortSignal | undefined },
): Promise<Output> {
  const value = <T>(name: string) => input(name).value() as T
  switch (step.kind) {
    case 'data': {
      const files: Uint8Array[] = []
      for (const file of step.files) {
        if (read === undefined) throw new TypeError(`${step.name}: nothing reads ${file.name} here`)
        files.push(await read(file, signal))
      }
      return pureOutput(step, await step.make(randomStream('step', step.seed, step.name), files))
    }
    case 'derive': {
      const given = Object.entries(step.inputs).map(([key, name]) => [key, value(name)] as const)
      const random = randomStream('step', step.seed, step.name)
      return pureOutput(step, step.make(Object.fromEntries(given) as never, random))
    }
    case 'checkpoint': {
      // One checkpoint is the trained model itself.
      const models = [value<Model | readonly Model[]>(step.training)].flat()
      // A training of fewer steps than checkpoints has fewer of them; the last is its end.
      return modelOutput(step, models[step.index] ?? models.at(-1)!)
    }
    case 'choose': {
      const values = step.among.map((one) => value<number>(one.value))
      // What is no number, as the mean of nothing, is below every number.
      const isAbove = (a: number, b: number) => a > b || (Number.isNaN(b) && !Number.isNaN(a))
      const best = values.reduce((at, other, i) => (isAbove(other, values[at]!) ? i : at), 0)
      return modelOutput(step, value<Model>(step.among[best]!.checkpoint))
    }
    case 'evaluate': {
      const votes = step.votes === null ? null : value<readonly Drawn<Task>[]>(step.votes)
      const result = evaluateSamples(step, value(step.greedy), votes)
      return { ...pureOutput(step, result), results: [result] }
    }
    case 'measure': {
      const given = value<UnitValues | readonly UnitValues[]>(step.values)
      const results = [given].flat().map((one) => measureUnits(step.setting, one))
      return { ...pureOutput(step, results), results }
    }
    default:
      throw new TypeError(`a step that needs an engine was taken for a pure one: ${step.name}`)
  }
}

function modelOutput({ name, kind }: Step, model: Model): Output {
  return { value: () => model, hash: () => model.hash, record: { step: name, kind, key: model.hash } }
}
