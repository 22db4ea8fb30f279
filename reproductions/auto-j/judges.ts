/** The eight scenario groups of Eval-P with their numbers of pairs: 24 for each scenario. */
export const groups = [
  { group: 'summarization', pairs: 72 },
  { group: 'exam-questions', pairs: 72 },
  { group: 'code', pairs: 120 },
  { group: 'rewriting', pairs: 120 },
  { group: 'creative-writing', pairs: 216 },
  { group: 'functional-writing', pairs: 240 },
  { group: 'general-communication', pairs: 288 },
  { group: 'nlp-tasks', pairs: 264 },
] as const

/** A column of table 1. */
export type Column = (typeof groups)[number]['group'] | 'overall'

/** A judge of table 1. */
export interface JudgeRow {
  readonly judge: string
  /** Its name in the README's leaderboard. */
  readonly inReadme: string
  /** Columns whose figure in the paper's text differs from that in the repository's image of the same table. */
  readonly revised: readonly Column[]
}

const [code, rewriting, creative] = ['code', 'rewriting', 'creative-writing'] as const
const [functional, general, nlp] = ['functional-writing', 'general-communication', 'nlp-tasks'] as const

/** Judges of table 1, in its order. */
export const judges: readonly JudgeRow[] = [
  { judge: 'chatgpt', inReadme: 'chatgpt', revised: [rewriting] },
  { judge: 'claude-2', inReadme: 'claude-2', revised: [code, creative, functional, general, nlp, 'overall'] },
  {
    judge: 'gpt-4',
    inReadme: 'gpt-4',
    revised: ['summarization', code, creative, functional, general, nlp, 'overall'],
  },
  { judge: 'steamshp', inReadme: 'steamshp', revised: [] },
  { judge: 'pandalm', inReadme: 'pandalm', revised: [] },
  {
    judge: 'llama-2-chat-13b',
    inReadme: 'llama-2-13b-chat',
    revised: [code, rewriting, creative, functional, nlp, 'overall'],
  },
  {
    judge: 'vicuna-13b-v1-5',
    inReadme: 'vicuna-13b-v1-5',
    revised: ['summarization', code, rewriting, creative, functional, general, nlp, 'overall'],
  },
  {
    judge: 'wizardlm-13b-v1-2',
    // The README calls it v1.5 and links to v1.2.
    inReadme: 'wizardlm-13b-v1-5',
    revised: [...groups.map(({ group }) => group), 'overall'],
  },
  { judge: 'llama-2-chat-70b', inReadme: 'llama-2-70b-chat', revised: [rewriting, functional, 'overall'] },
  {
    judge: 'auto-j',
    inReadme: 'auto-j',
    revised: [code, rewriting, creative, functional, general, 'overall'],
  },
]

/** A cell of table 1 as the paper's text prints it. */
export const inText = (judge: string, column: Column) => `table-1/${judge}/${column}/human-agreement-rate`

/** A cell of table 1 as the repository's image shows it. */
export const inImage = (judge: string, column: Column) => `table-1/${judge}/${column}`
