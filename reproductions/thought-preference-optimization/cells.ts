/** The runs of table 2, by instructions, judge and method. */
export type Run =
  | 'synthetic-ste-direct'
  | 'synthetic-ste-tpo'
  | 'synthetic-armorm-direct'
  | 'synthetic-armorm-tpo'
  | 'ultrafeedback-armorm-direct'
  | 'ultrafeedback-armorm-tpo'
  | 'ultrafeedback-armorm-tpo-specific'

/** Length-controlled win rate after an iteration; 0 is the seed model under the run's prompt. */
export const winRate = (run: Run, iteration: 0 | 1 | 2 | 3 | 4) => `table-2/iteration-${iteration}/${run}`

/** The headline table. */
export const headline = (row: string, benchmark: 'alpacaeval-lc' | 'arena-hard' = 'alpacaeval-lc') =>
  `table-1/${row}/${benchmark}`

/** The seed model under the prompts of table 3. */
export const prompted = (prompt: 'direct' | 'simple-generic' | 'specific' | 'system') =>
  `table-3/${prompt}/alpacaeval`

/** Characters of a thought. */
export const thought = (prompt: 'tpo' | 'tpo-specific', iteration: number) =>
  `table-5/${prompt}/iteration-${iteration}`

/** GSM8K, as it is or with the demand to output only the number. */
export const arithmetic = (row: string, prompt: 'original' | 'answer-only') => `table-4/${row}/${prompt}`

/** Rows of table 7 without its average, in order. */
export const categories = [
  ...[1, 2, 3, 4, 5].map((level) => `complexity-${level}`),
  'art-and-design',
  'business-and-finance',
  'content-writing',
  'conversational-dialogue',
  'creative-writing',
  'data-analysis-and-visualization',
  'education-and-learning',
  'entertainment-and-humor',
  'game-development',
  'general-knowledge',
  'health-and-wellness',
  'language-and-translation',
  'marketing-and-sales',
  'math-and-calculations',
  'personal-development',
  'programming-and-coding',
  'reasoning-and-problem-solving',
  'research-and-analysis',
  'science-and-technology',
  'travel-and-leisure',
] as const
