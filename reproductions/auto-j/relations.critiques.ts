import { wholeOf, type Relation } from '@retable/core'

const opponents = ['selfee', 'llama-2-chat-13b', 'wizardlm', 'vicuna', 'chatgpt', 'gpt-4']

/** Figure 3: Auto-J's critiques against another's, by GPT-4 and by people. */
const inFigure = opponents.flatMap((other) =>
  ['gpt-4', 'human'].map((judge) =>
    ['auto-j-wins', 'tie', 'auto-j-loses'].map((column) => `figure-3/vs-${other}/${judge}-judge-${column}`),
  ),
)

const critics = [
  'auto-j',
  'auto-j-bilingual-chinese',
  'auto-j-bilingual-english',
  'gpt-4',
  'llama-2-13b-chat',
  'wizardlm-13b-v1-5',
  'vicuna-13b-v1-5',
  'selfee',
]

/** The README's leaderboard: each critic against ChatGPT. The reference's own row is set to half and counts nothing. */
const inReadme = critics.map((critic) =>
  ['win', 'tie', 'lose'].map((column) => `readme-leaderboard/${critic}/${column}`),
)

/** Figures of the README that no count gives. */
const impossible: readonly (readonly [known: string, ...cells: readonly string[]])[] = [
  [
    'why is not said: 18 and 124 of 232 are 7.8 and 53.4, and the row makes 100 either way',
    'readme-leaderboard/wizardlm-13b-v1-5/tie',
    'readme-leaderboard/wizardlm-13b-v1-5/lose',
  ],
  [
    'rounded up, it seems so that the row makes 100: 82 and 198 of 232 are 35.3 and 85.3',
    'readme-leaderboard/vicuna-13b-v1-5/win',
    'readme-leaderboard/selfee/lose',
  ],
]
const known = impossible.flatMap(([, ...cells]) => cells)

const share = { kind: 'share', n: 232, source: 'section 5.1: Eval-C has 232 query-response pairs' } as const

/** Each critique is won, tied or lost, and each of the three is a count of 232. */
export const critiqueRelations: readonly Relation[] = [
  ...inFigure.map((row) => wholeOf('figure 3: each critique is won, tied or lost', ...row)),
  ...inReadme.map((row) => wholeOf('the README’s leaderboard: each critique is won, tied or lost', ...row)),
  { ...share, cells: [...inFigure, ...inReadme].flat().filter((cell) => !known.includes(cell)) },
  ...impossible.map(([why, ...cells]): Relation => ({ ...share, cells, known: why })),
]
