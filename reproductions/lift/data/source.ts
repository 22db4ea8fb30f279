import type { DataSource, Handle, Lab, ModelHandle } from '@retable/core'

/** Where a tier's data come from: made as they are, or laid out in steps, where the base model has to be asked first. */
export type Source<T> = DataSource<T> | LaidOutSource<T>

/** Data that steps make. */
export interface LaidOutSource<T> {
  /** How many there will be at most, for the plan. */
  readonly size: number
  /** Lays out the steps; the last, which gives the data, has the name. */
  readonly layOut: (name: string, stage: Stage) => Handle<readonly T[]>
}

/** What the steps of a recipe are laid out on. */
export interface Stage {
  readonly lab: Lab
  /** The base model, laid out when it is first asked for. */
  readonly base: () => ModelHandle
}

/** The data of a source, as a step of the name. */
export function dataOf<T>(stage: Stage, name: string, source: Source<T>): Handle<readonly T[]> {
  return 'layOut' in source ? source.layOut(name, stage) : stage.lab.data(name, source)
}

/** Lays out something that several steps need once in each recipe. */
export function onceOn<T>(layOut: (stage: Stage) => T): (stage: Stage) => T {
  const laidOut = new WeakMap<Lab, { readonly value: T }>()
  return (stage) => {
    const known = laidOut.get(stage.lab) ?? { value: layOut(stage) }
    laidOut.set(stage.lab, known)
    return known.value
  }
}
