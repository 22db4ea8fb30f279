import type { Asset } from '../benchmark/asset.ts'
import type { PromptText, Sampling } from '../engine/engine.ts'
import type { JudgementFile, JudgementRow, Judgements, ReadAsset } from './judge-benchmark.ts'

/**
 * What is read of a judge's answer: the log-probabilities of its first token, its text, or a reward model's number. One
 * file holds verdicts of one kind.
 */
export type Readout = 'log-probabilities' | 'text' | 'reward'

/** One thing that a model is asked while it judges, or while it answers what is to be judged. */
export interface JudgePrompt {
  readonly prompt: PromptText
  /** Set where a number is asked for: the response to the prompt, a text. */
  readonly response?: string
  readonly sampling: Sampling
  /** Log-probabilities of the first token: of so many of the likeliest. */
  readonly logprobs?: number
}

/** What it answered. */
export interface JudgeAnswer {
  /** Empty where the model refused, or wrote a thought alone. */
  readonly text: string
  /** The likeliest first tokens with their natural log-probabilities; left out where the server gave none. */
  readonly firstToken?: readonly (readonly [token: string, logProbability: number])[]
  /** Why it ended, in the API's words, as far as it is known. */
  readonly finish?: 'stop' | 'length' | 'content_filter'
}

/** Prompts that follow one another; those of another conversation need not wait for them. */
export interface Conversation {
  /** Unique within its task, for instance `first` and `swapped`. */
  readonly id: string
  /** What comes next after so many answers; null at the end. The same prompt again is another draw. */
  readonly next: (answers: readonly JudgeAnswer[]) => JudgePrompt | null
  /** Whether the answers hold a verdict; left out where none is looked for. */
  readonly hasVerdict?: (answers: readonly JudgeAnswer[]) => boolean
  /** The verdict as a text, null for none: what votes are counted on; left out where a majority makes no sense. */
  readonly verdict?: (answers: readonly JudgeAnswer[]) => string | null
}

/** One row of a file, and the conversations that it is made of. A row with a conversation that broke off is none. */
export interface JudgeTask {
  /** Unique within its file. */
  readonly id: string
  /** Empty where nothing has to be asked, as of two equal outputs. */
  readonly conversations: readonly Conversation[]
  /** @param answers - of each conversation, in their order */
  readonly row: (answers: readonly (readonly JudgeAnswer[])[]) => JudgementRow
  /** What of the pair may sway a judge, where the procedure tells: `item` is its name in the variant's scores. */
  readonly traits?: {
    readonly item: string
    /** Whether the judged output was shown first; left out where a pair is shown in both orders. */
    readonly isFirst?: boolean
    /** Whether it is longer than the other, in code points; of a test of judges the better one. */
    readonly isLonger: boolean
  }
  /** How it is asked otherwise than the benchmark's program asks, as what follows “2 of 20 …”; left out where it is not. */
  readonly departs?: string
  /** The row of a task without a judgement, where the benchmark's files keep its place. */
  readonly rowWithout?: () => JudgementRow
  /** Set where nothing is judged, and its row keeps an item's place alone; it counts as no task. */
  readonly isPlace?: true
  /** What it shares with others, such as the question of both turns: a limit counts them once; its id if left out. */
  readonly item?: string
}

/** What tasks are made of. */
export interface TaskSource {
  readonly read: ReadAsset
  /** Name of the judge, as the file is to have it. */
  readonly judge: string
  /** Name of the model whose outputs are judged; empty where the benchmark has pairs of its own. */
  readonly model: string
  /** The model's outputs, or one's own copy of the benchmark's pairs. */
  readonly outputs: JudgementFile | null
  readonly readout: Readout
}

/** How a model answers what is judged afterwards. */
export interface Answering {
  readonly source: string
  /** A task for each question; its row is one of a file of outputs that the procedure reads. */
  readonly tasks: (of: { readonly read: ReadAsset; readonly model: string }) => Promise<readonly JudgeTask[]>
}

/** A way to have a benchmark's judge judge: what is asked, in which order, and how answers become a file of judgements. */
export interface JudgeProcedure {
  readonly id: string
  /** Changes whenever a prompt or a row could change. */
  readonly version: string
  readonly summary: string
  /** Program, version and function, or paper and section, that it follows. */
  readonly source: string
  /** The variant that measures its file. */
  readonly variant: string
  /** The model that the published figures were made with; null where it is the judges that are tested. */
  readonly publishedJudge: string | null
  /** What is judged: outputs of a model, the benchmark's own pairs, or one's own copy of them. */
  readonly subject: 'outputs' | 'pairs' | 'copied pairs'
  /** The first is the published one. */
  readonly readouts: readonly [Readout, ...Readout[]]
  /** What another readout than the published one changes, in a sentence. */
  readonly otherReadout?: string
  /** Tasks of a whole run, where it is a file of outputs that says which are asked; left out where all always are. */
  readonly whole?: number
  /** Set where the prompt is not the benchmark's own: what it is, in a sentence. No published figure is of it. */
  readonly otherWording?: string
  /** Pinned files that prompts are made of. */
  readonly prompts: readonly Asset[]
  /** Pinned files that the questions, references and baselines stand in. */
  readonly data: readonly Asset[]
  /** The file of judgements: an array in one, or an object a line. */
  readonly file: { readonly name: string; readonly form: 'array' | 'lines' }
  /** @throws RetableError with a sentence if the outputs are none of this benchmark's */
  readonly tasks: (source: TaskSource) => Promise<readonly JudgeTask[]>
  readonly answering?: Answering
  /**
   * Of each judged item of a file, by any name of its own, what the judge was shown of the model: two files are of the same
   * outputs where it is the same. Left out where the benchmark's own pairs are judged.
   */
  readonly shownIn?: (judgements: Judgements) => ReadonlyMap<string, string>
  /**
   * Of each item of a file, by any name of its own, its verdicts: of a pair in the responses' own order, the order given
   * first and then the swapped one. Left out where an item's score tells its one verdict. Null is none.
   */
  readonly verdictsIn?: (judgements: Judgements) => ReadonlyMap<string, readonly (string | null)[]>
  /** What a file's outputs are of, where they are of more than one model; a model that they name if left out. */
  readonly nameOf?: (outputs: JudgementFile) => string
  /** The outputs that stand in a file of stored judgements; left out where none do. */
  readonly outputsIn?: (stored: JudgementFile) => readonly JudgementRow[]
}
