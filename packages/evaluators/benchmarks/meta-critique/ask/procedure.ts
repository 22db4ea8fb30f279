import type {
  Asset,
  Conversation,
  JudgeAnswer,
  JudgeProcedure,
  JudgePrompt,
  JudgeTask,
  ReadAsset,
} from '@retable/core'
import { allRows } from '../../../asking/all-rows.ts'
import { askedOnce } from '../../../asking/asked-once.ts'
import { shownIn } from '../../../asking/shown-in.ts'
import { readText } from '../../../asking/read-text.ts'
import { judgementError } from '../../../judgements/json-rows.ts'
import { assets } from '../assets.ts'
import { claim } from '../claim-judge.ts'
import { readLabels } from '../labels-file.ts'

/** System prompts of the authors' repository, by what they are for. */
const prompts = {
  extract: prompt('extract_aius', '8b9167c5cbd8ba1daf8f9b2e4de950af008de1f9c4d5f0e316edc89e787d5f86', 2353),
  precision: prompt('precision', 'a50e6c249d341a3cabca014966e78e94378359a37ec85cac370c2bc6bea3474e', 4617),
  recall: prompt('recall', '9291f1571bcb721123691d0b02f5842d32b528ccf7921c746143b09e71c94f24', 2572),
}

interface Question {
  readonly index: number
  readonly question: string
  readonly response: string
  readonly gpt4_answer: string
  readonly gpt4_critique: { readonly aius: readonly string[] }
}

type Systems = Readonly<Record<keyof typeof prompts, string>>

/**
 * A critique taken apart into units, each of which is true or false beside question, response and reference answer
 * (precision); and each unit of the reference critique beside the critique (recall).
 */
export const critiques: JudgeProcedure = {
  id: 'claims',
  version: '1',
  summary: 'critiques of 100 answers, taken apart into claims that are judged one by one',
  source: 'GAIR-NLP/MetaCritique at 2868c7c, meta_critique/meta_critique.py and openai_config.py',
  variant: 'macro',
  publishedJudge: 'gpt-4',
  subject: 'outputs',
  readouts: ['text'],
  prompts: Object.values(prompts),
  whole: 100,
  data: [assets.questions],
  file: { name: 'labels.jsonl', form: 'lines' },
  shownIn: (judgements) => shownIn(judgements, ['id'], ({ critique }) => critique),
  // Units of a critique are the judge's own; those of the reference critique are the same for every judge.
  verdictsIn: (judgements) =>
    new Map(readLabels(judgements).critiques.map(({ item, recall }) => [item, recall.map(String)])),
  async tasks({ read, judge, model, outputs }) {
    const systems = await systemsOf(read)
    const questions = JSON.parse(await readText(assets.questions, read)) as readonly Question[]
    const byIndex = new Map(questions.map((each) => [each.index, each]))
    const seen = new Set<Question>()
    return allRows(outputs!).map(({ line, index: place, value: { output, index } }) => {
      const question = typeof index === 'number' ? byIndex.get(index) : questions[place]
      if (question === undefined || typeof output !== 'string') {
        throw judgementError(
          `${outputs!.name}, line ${line}: it needs a critique in "output", for one of ${questions.length} items in their order, or named by "index"`,
        )
      }
      if (seen.has(question)) {
        throw judgementError(
          `${outputs!.name}, line ${line}: there is a critique of item ${question.index} before; keep one of the two`,
        )
      }
      seen.add(question)
      return critiqueTask(output, question, { systems, judge, model })
    })
  },
}

function critiqueTask(
  critique: string,
  question: Question,
  of: { readonly systems: Systems; readonly judge: string; readonly model: string },
): JudgeTask {
  const { systems, judge, model } = of
  const { index } = question
  return {
    id: String(index),
    conversations: [
      precisionOf(critique, question, systems),
      ...question.gpt4_critique.aius.map((unit, i): Conversation => {
        const text = `<reference text>\n${critique}\n\n<claim>\n${unit}\n\n<verify claim>\n`
        return askedOnce(`recall ${i + 1}`, asked(systems.recall, text), {
          hasVerdict: ([answer]) => claim.parse(answer!.text) !== null,
        })
      }),
    ],
    row([units = [], ...recalled]) {
      const [extracted, ...verified] = units
      return {
        ...{ id: index, model, judge, critique, aius: unitsIn(extracted!) },
        precision_labels: verified.map(({ text }) => text),
        recall_labels: recalled.map(([answer]) => answer!.text),
      }
    },
  }
}

/** The units first, then each of them; what one says of another is not shown. */
function precisionOf(critique: string, question: Question, systems: Systems): Conversation {
  return {
    id: 'precision',
    next(answers) {
      const [extracted, ...verified] = answers
      if (extracted === undefined) return asked(systems.extract, `input:\n${critique}\nclaims:\n`)
      const unit = unitsIn(extracted)[verified.length]
      if (unit === undefined) return null
      const { question: input, response, gpt4_answer: reference } = question
      return asked(
        systems.precision,
        `<input question>\n${input}\n\n<model-generated answer>\n${response}\n\n<reference answer>\n${reference}\n\n<claim>\n${unit}\n\n<verify claim>\n`,
      )
    },
    hasVerdict: ([, ...verified]) => verified.every(({ text }) => claim.parse(text) !== null),
  }
}

/** Lines, blank ones too, as in the source. */
function unitsIn({ text }: JudgeAnswer): string[] {
  return text.trim().split('\n')
}

function asked(system: string, content: string): JudgePrompt {
  return {
    prompt: [
      { role: 'system', content: system },
      { role: 'user', content },
    ],
    sampling: { temperature: 0, topP: 1, maxTokens: 512 },
  }
}

async function systemsOf(read: ReadAsset): Promise<Systems> {
  const [extract, precision, recall] = [
    await readText(prompts.extract, read),
    await readText(prompts.precision, read),
    await readText(prompts.recall, read),
  ]
  return { extract, precision, recall }
}

function prompt(name: string, sha256: string, bytes: number): Asset {
  const path = `meta_critique/prompts/${name}.txt`
  const root =
    'https://raw.githubusercontent.com/GAIR-NLP/MetaCritique/2868c7c0d10ccdf93deaf1a4385e28858991c126'
  return { name: `meta-critique/${path}`, url: `${root}/${path}`, sha256, bytes, licence: 'Apache-2.0' }
}
