/** Rows of tables 1, 2, 3, 6 and 7. */
export const seed = 'llama-3-8b-instruct-seed'
export const sft = 'sft-on-eft'
export const selfRewarding = (iteration: number) => `self-rewarding-lc-iteration-${iteration}`
export const metaRewarding = (iteration: number) => `meta-rewarding-iteration-${iteration}`

/** AlpacaEval 2. */
export const alpacaEval = (row: string, column: 'lc-win-rate' | 'win-rate' | 'length' = 'lc-win-rate') =>
  `table-1/${row}/${column}`

export const arenaHard = (row: string) => `table-2/${row}/score`

/** Agreement with GPT-4 over pairs that GPT-4 or the model itself chose; `without` leaves ties out. */
export const withGpt4 = (row: string, chosenBy: 'gpt-4' | 'self', ties: 'counted' | 'without') =>
  `table-3/${row}/${chosenBy}-chosen-pairs-${ties === 'counted' ? 'agreement' : 'agree-wo-tie'}`

/** A last iteration by how strongly lengths are controlled. */
export const byLengthControl = (row: string, column: 'lc-win-rate' | 'win-rate' | 'length') =>
  `table-4/${row}/${column}`

/** MT-Bench. */
export const mtBench = (row: string, column: 'score' | 'turn-1' | 'turn-2') => `table-6/${row}/${column}`

/** Rank correlation with human judgements. */
export const withHumans = (row: string) => `table-7/${row}/spearman-corr`
