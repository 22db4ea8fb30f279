import type { Judge } from '../judge/judge.ts'
import { shownPrompts } from '../judge/shown-prompts.ts'
import type { Drawing, Drawn, Handle, Judged, Judgement, Lab, ModelHandle, Prompt, Question } from './lab.ts'
import type { RandomStream } from './random.ts'

/** A prompt of a judge, with the question it asks and the order in which it shows the responses. */
interface JudgePrompt<Q extends Question> extends Prompt {
  readonly question: Q
  readonly order: Judgement<unknown>['order']
}

/**
 * Lays out what `lab.judge` stands for: prompts are derived from the questions, drawn, and read. Each raw judgement is
 * kept as a sample of its own.
 *
 * @throws Error if the judge has no prompt in retable's own words
 */
export function askJudge<Q extends Question, V>(
  lab: Pick<Lab, 'derive' | 'generate'>,
  options: {
    readonly name: string
    readonly model: ModelHandle
    readonly judge: Judge<V>
    readonly questions: Handle<readonly Q[]>
    readonly drawing: Drawing
    /** Most questions there will be, for the plan. */
    readonly most: number
  },
): Handle<readonly Judged<Q, V>[]> {
  const { name, model, judge, questions, drawing, most } = options
  if (judge.prompt === undefined) {
    throw new Error(`the judge ${judge.id} cannot be asked: it has no prompt in retable's own words`)
  }
  const prompts = lab.derive(
    `${name}/prompts`,
    { questions },
    (given, random) => {
      const ids = new Set<string>()
      return given.questions.flatMap((question) => {
        if (ids.has(question.id)) throw new Error(`${name}: two questions have the id "${question.id}"`)
        ids.add(question.id)
        return promptsOf(judge, question, random)
      })
    },
    most * (judge.order === 'both' ? 2 : 1),
  )
  const answers = lab.generate(`${name}/answers`, model, prompts, drawing)
  return lab.derive(name, { answers }, (given) => judgedOf(judge, given.answers), most)
}

function promptsOf<Q extends Question>(judge: Judge, question: Q, random: RandomStream): JudgePrompt<Q>[] {
  return shownPrompts(judge, question, () => random() < 0.5).map(({ order, prompt }) => {
    const id = order === 'given' ? question.id : `${question.id}/swapped`
    return { id, question, order, prompt }
  })
}

function judgedOf<Q extends Question, V>(
  judge: Judge<V>,
  answers: readonly Drawn<JudgePrompt<Q>>[],
): Judged<Q, V>[] {
  const judged = new Map<string, { readonly of: Q; readonly judgements: Judgement<V>[] }>()
  for (const { of, completions } of answers) {
    const { question, order } = of
    const one = judged.get(question.id) ?? { of: question, judgements: [] }
    judged.set(question.id, one)
    one.judgements.push(...completions.map(({ text }) => ({ text, verdict: judge.parse(text), order })))
  }
  return [...judged.values()]
}
