import type { PublishedWeights, Sampling } from '../engine/engine.ts'
import type { Readout } from '../judge/judge-procedure.ts'
import type { Gate, Sourced, TierName } from '../paper/reproduction.ts'

/** What decided a record's numbers, and nothing else: two runs of the same thing have the same manifest. */
export type Manifest = RecipeManifest | ScoreManifest | EvalManifest | JudgeManifest

/** Of a run of a paper's recipe. */
export interface RecipeManifest {
  readonly kind?: never
  readonly paper: string
  readonly arxiv: string
  readonly tier: TierName
  /** Of a tier that has several. */
  readonly benchmark?: string
  readonly quick: boolean
  readonly seeds: readonly number[]
  /** Packages of others that decide numbers, with the hashes that the lock file has for them. */
  readonly packages: Readonly<Record<string, string>>
  /** Identity of the engine that plays every role which `engines` does not name. */
  readonly engine: Readonly<Record<string, unknown>>
  /** Identities of other engines by role. */
  readonly engines?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /**
   * The images that the engine's programs ran in, by their digests; left out where they were processes of this machine. They
   * decide no number but by what `engine` names: they are no part of the run's id, nor of what is held against a record.
   */
  readonly images?: Readonly<Record<string, string>>
  readonly hyperparameters: readonly Sourced[]
  readonly remarks: readonly string[]
  /** What the tier's models must be able to do; left out where nothing is asked. */
  readonly gates?: readonly Gate[]
  /** By seed. */
  readonly steps: Readonly<Record<string, readonly StepRecord[]>>
}

/** One step as the manifest names it. */
export interface StepRecord {
  readonly step: string
  readonly kind: string
  /** Of what decides its output; for pure steps of the output itself. */
  readonly key: string
  /** Tokens drawn, trained on or scored. */
  readonly tokens?: number
  /** Of a step that fetches: whose weights, and what chats with them are put in. */
  readonly weights?: PublishedWeights
  /** sha256 of the template's text; null for a model that has none. */
  readonly chatTemplate?: string | null
}

/** A benchmark or a variant, by what decides its verdicts. */
export interface Versioned {
  readonly id: string
  readonly version: string
}

/** Of a model behind an endpoint that was asked the items of benchmarks. */
export interface EvalManifest {
  readonly kind: 'eval'
  readonly endpoint: EndpointManifest
  readonly drawing: {
    /** Answers of each item. */
    readonly samples: number
    readonly sampling: Sampling
    /** Each sample's own seed follows from it, the item and the sample's index. */
    readonly seed: number
  }
  readonly benchmarks: readonly AskedBenchmark[]
  /** The paper beside whose cells the results stand; `row` where its own evaluation was done. */
  readonly beside?: { readonly paper: string; readonly arxiv: string; readonly row?: string }
}

/** Who was asked, as far as anything tells it. */
export interface EndpointManifest {
  /** The name that was asked for. */
  readonly model: string
  /** Where on a hub its weights are from; left out of others. */
  readonly hub?: { readonly repository: string; readonly revision: string }
  /** The images of the runtime that served it for this evaluation; left out where that was a process of this machine, or others' doing. */
  readonly images?: Readonly<Record<string, string>>
  /** What tells its weights from others of the name: `--model-version`, or what the server discloses before it is asked. */
  readonly version: Readonly<Record<string, unknown>>
  readonly server: { readonly kind: string; readonly version?: string }
  readonly route: 'chat' | 'completions'
  /** sha256 of the chat template, where the server tells it. */
  readonly templateHash?: string
  /** Parameters that decide answers and were not sent, so that the server's own values held. */
  readonly leftToServer: readonly string[]
  /** Further fields of each request. */
  readonly extraBody: Readonly<Record<string, unknown>>
  /** What the server does with parameters, as short requests showed; null where none were sent. */
  readonly probe: Readonly<Record<string, string>> | null
  /** Requests in flight at most: answers of some servers depend on it. */
  readonly concurrency: number | 'adaptive'
}

/** A benchmark as a model was asked it. */
export interface AskedBenchmark {
  readonly benchmark: Versioned
  readonly variant: Versioned
  readonly prompt: {
    readonly id: string
    readonly source: string
    readonly shots: number
    /** Set where it asks how likely each choice is, which goes to the completions route. */
    readonly asksLikelihoods?: true
    /** Of the first item's prompt. */
    readonly sha256: string
  }
  readonly data: { readonly name: string; readonly sha256: string }
  /** Items asked, the first of its test split, of how many. */
  readonly items: number
  readonly itemsInBenchmark: number
  /** Name of its setting in the results, where that is not the benchmark's id: it was asked in several ways. */
  readonly setting?: string
  /** How it was drawn, where that is not as the record says of all. */
  readonly drawing?: EvalManifest['drawing']
  /** Who answered, as the responses name it, the commonest first, eight at most; left out where none names itself. */
  readonly answeredBy?: readonly {
    readonly provider: string | null
    readonly fingerprint: string | null
    readonly answers: number
  }[]
}

/** A file by its name and content. */
export interface NamedFile {
  readonly name: string
  readonly sha256: string
}

/** How a model was asked for the outputs that were judged. */
export interface AnsweringManifest {
  readonly source: string
  /** The first questions, of how many. */
  readonly questions: number
  readonly of: number
  readonly seed: number
  /** How the answers were drawn; several where the benchmark draws some otherwise. */
  readonly sampling: readonly Sampling[]
}

/** Of a judge that was asked for judgements, of a model's outputs or of pairs. */
export interface JudgeManifest {
  readonly kind: 'judge'
  /** What the numbers are of: the model whose outputs were judged, or the judge where it is tested. */
  readonly subject: string
  /** The judge. */
  readonly endpoint: EndpointManifest
  readonly benchmark: Versioned
  readonly variant: Versioned
  /** How it was asked, and what its verdicts were read of. */
  readonly procedure: Versioned & { readonly source: string; readonly readout: Readout }
  /** Pinned files that the prompts were made of, and sha256 of all first prompts together. */
  readonly prompts: { readonly files: readonly NamedFile[]; readonly sha256: string }
  readonly data: readonly NamedFile[]
  /** The outputs or pairs that were judged; null for the benchmark's own pairs. */
  readonly judged: NamedFile | null
  /** The model that wrote the outputs, where it was asked for them here. */
  readonly answeredBy?: EndpointManifest
  readonly answering?: AnsweringManifest
  /** Rows of the file of judgements at most, those that keep a place alone left out; the first of how many. */
  readonly rows: number
  readonly of: number
  readonly seed: number
  /** 0 for the first time that the judge was asked; else which time again. */
  readonly round: number
  /** Draws of each judgement, where several were taken, of which the majority counts; and a temperature that is not the procedure's own. */
  readonly samples?: number
  readonly temperature?: number
  /** The route of a reward model. */
  readonly rewardRoute?: string
  /** Longest answer, where it was not the procedure's own. */
  readonly maxTokens?: number
  readonly judgements: NamedFile
  /** The stored judgements that it was held against, and the judges that they name. */
  readonly calibratedBy?: NamedFile & { readonly judges: readonly string[] }
  /** So many tasks were asked again, to hold the judge against itself. */
  readonly again?: number
  /** The paper beside whose cells the results stand. */
  readonly beside?: { readonly paper: string; readonly arxiv: string }
  /** What the judge called itself in its answers, the commonest first, eight at most. */
  readonly named?: AskedBenchmark['answeredBy']
}

/** Of a file of outputs or judgements that was scored. */
export interface ScoreManifest {
  readonly kind: 'score'
  readonly benchmark: Versioned
  readonly variants: readonly Versioned[]
  readonly input: {
    /** Without its folders; `-` for standard input. */
    readonly name: string
    readonly sha256: string
    /** How its rows were read; null for judgements, which the variant reads itself. */
    readonly format: string | null
    /** What its fields are called, where they were named. */
    readonly columns?: Readonly<Record<string, string>>
  }
}
