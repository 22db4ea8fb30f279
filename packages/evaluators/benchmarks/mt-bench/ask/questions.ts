import type { Message, ReadAsset, Sampling } from '@retable/core'
import { formatted } from '../../../asking/fill.ts'
import { readLines } from '../../../asking/read-text.ts'
import { judgePrompts, questions, references } from './assets.ts'

/** A question with the reference answers that its judge is given. */
export interface Question {
  readonly id: number
  readonly category: string
  readonly turns: readonly [string, string]
  /** Null for categories that are judged without one. */
  readonly references: readonly string[] | null
}

/** The judge's prompts and the questions, as FastChat pairs them (`gen_judgment.py`, NEED_REF_CATS). */
export interface MtBench {
  readonly questions: readonly Question[]
  /** Messages of a prompt by its name in judge_prompts.jsonl. */
  readonly messages: (prompt: string, values: Readonly<Record<string, string>>) => readonly Message[]
}

/** How the judge answers. */
export const judgeSampling: Sampling = { temperature: 0, topP: 1, maxTokens: 2048 }

/** Categories whose judge is given a reference answer. */
const withReference: readonly string[] = ['math', 'reasoning', 'coding']

export async function readMtBench(read: ReadAsset): Promise<MtBench> {
  const prompts = new Map(
    (await readLines<Prompt>(judgePrompts, read)).map((prompt) => [prompt.name, prompt]),
  )
  const answers = new Map(
    (await readLines<Reference>(references, read)).map((each) => [each.question_id, each.choices[0].turns]),
  )
  const all = await readLines<Asked>(questions, read)
  return {
    questions: all.map(({ question_id: id, category, turns }) => ({
      ...{ id, category, turns },
      references: withReference.includes(category) ? answers.get(id)! : null,
    })),
    messages(name, values) {
      const { system_prompt: system, prompt_template: template } = prompts.get(name)!
      return [
        { role: 'system', content: system },
        { role: 'user', content: formatted(template, values) },
      ]
    },
  }
}

interface Prompt {
  readonly name: string
  readonly system_prompt: string
  readonly prompt_template: string
}

interface Reference {
  readonly question_id: number
  readonly choices: readonly [{ readonly turns: readonly string[] }]
}

interface Asked {
  readonly question_id: number
  readonly category: string
  readonly turns: readonly [string, string]
}

/** Reference answers as fields of a template. */
export function referenceFields({ references: given }: Question, turn: 1 | 2): Record<string, string> {
  if (given === null) return {}
  const [first = '', second = ''] = given
  return { ref_answer_1: first, ...(turn === 2 ? { ref_answer_2: second } : {}) }
}
