import type {
  Base,
  Drawing,
  Judge,
  PairVerdict,
  Prompt,
  PromptedText,
  RandomStream,
  Sampling,
  TrainingPlan,
} from '@retable/core'

/** What a tier supplies to the recipe. */
export interface Setup {
  /** The pre-trained model that all others are trained from. */
  readonly m0: Base
  /** Writes new instructions (a fixed other model in the paper's main experiment); null where M0 does. */
  readonly promptWriter: Base | null
  /** Instructions with responses, and reviews of responses (section 3.1.1). */
  readonly ift: Data<InstructionRow>
  readonly eft: Data<PromptedText>
  /** Responses that were ranked, for how well a model judges (section 3.2.3). */
  readonly ranked: Data<RankedResponse>
  readonly testInstructions: Data<Instruction>
  /** How a model is asked for the score of a response (figure 2). */
  readonly rubric: Judge<number>
  /** How often a model is trained on its own preferences: 2 gives M3. */
  readonly iterations: number
  readonly newInstructions: NewInstructions
  /** N responses to each new instruction. */
  readonly answers: Drawing
  /** Reviews of each response, to be averaged. */
  readonly reviews: Drawing
  readonly sft: TrainingPlan
  readonly dpo: TrainingPlan
  readonly evaluation: {
    readonly answering: Sampling
    readonly grading: Grading
    readonly length: LengthUnit
  }
  /** Rows of EFT that the weak judge of our own arm is trained on. */
  readonly fewReviews: number
}

/** Data, drawn when they are needed. */
export interface Data<T> {
  readonly size: number
  readonly make: (random: RandomStream) => readonly T[]
}

/** An instruction, with the prompt that asks a model to follow it. */
export interface Instruction extends Prompt {
  readonly prompt: string
  readonly instruction: string
}

/** A row of IFT: an instruction with a response to imitate. */
export interface InstructionRow extends PromptedText {
  readonly instruction: string
}

/** One of several responses that were ranked. */
export interface RankedResponse {
  readonly id: string
  /** The same for all responses of one instruction. */
  readonly item: string
  readonly instruction: string
  /** The response alone. */
  readonly responses: readonly [string]
  /** 0 is best; no two of an instruction are equal. */
  readonly rank: number
}

/** How new instructions are written and kept (section 2.2, step 1; appendix A.5). */
export interface NewInstructions {
  /** By 1-based iteration: how many are written, and the most that are kept. */
  readonly sizes: (iteration: number) => { readonly written: number; readonly kept: number }
  /** Demonstrations in a prompt: of IFT, and of what was written before. */
  readonly shown: { readonly ift: number; readonly written: number }
  readonly prompt: (demonstrations: readonly string[]) => string
  readonly sampling: Sampling
  /** The instruction in what was written; null for one that is not to be used (keywords, length). */
  readonly read: (text: string) => string | null
  /** ROUGE-L to an instruction that is there already, from which on one is not kept. */
  readonly alike: number
  /** What asks a model to follow the instruction. */
  readonly ask: (instruction: string) => string
}

/** What a response is compared by. */
export type Grading =
  /** The world knows how good any response is. */
  | { readonly kind: 'exact'; readonly quality: (instruction: string, response: string) => number }
  /** A judge that is no model of the recipe sees two responses in both orders. */
  | {
      readonly kind: 'judged'
      readonly grader: Base
      readonly judge: Judge<PairVerdict>
      readonly drawing: Drawing
    }

export type LengthUnit = 'words' | 'characters'
