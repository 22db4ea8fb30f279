import type { Loss } from './engine.ts'

/** A program that a run would start, before its data are there. */
export interface RehearsedWork {
  readonly kind: 'train' | 'serve'
  /** For people, in any characters. */
  readonly name: string
  /** Where its files would be; absolute. */
  readonly folder: string
  /** The folder of the model that it starts from, or serves; fresh weights if left out. It need not be there yet. */
  readonly model?: string | undefined
  /** Of `train`: what it minimises. */
  readonly loss?: Loss | undefined
  /** Of `serve`: the training that leaves the model, with its folder; left out where that is not the last thing that it leaves. */
  readonly behind?: { readonly name: string; readonly folder: string } | undefined
}

/** What a program would be started by. */
export interface RehearsedProgram {
  readonly name: string
  readonly folder: string
  /** On each machine. */
  readonly gpus: number
  readonly nodes: number
  /** By their paths in the folder. */
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** A file that it would have too and why that is not known yet, as a sentence; left out where there is none. */
  readonly lacks?: string | undefined
}
