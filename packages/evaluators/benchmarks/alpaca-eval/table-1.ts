/** Figures of a row of AlpacaEval 1's table as its CSV prints them. */
export type PrintedRow1 = readonly [model: string, ...figures: readonly string[]]

/** What the figures are, in the order of {@link printedRows1}. */
export const figures1 = [
  'length_controlled_winrate',
  'win_rate',
  'standard_error',
  'n_wins',
  'n_wins_base',
  'n_draws',
  'n_total',
  'discrete_win_rate',
  'avg_length',
] as const

/**
 * Rows of AlpacaEval 1's table whose annotations are pinned: alpaca_eval at cd543a1,
 * src/alpaca_eval/leaderboards/data_AlpacaEval/alpaca_eval_gpt4_leaderboard.csv.
 */
export const printedRows1: readonly PrintedRow1[] = [
  [
    'mistral-medium',
    '91.54314285144824',
    '96.83229813664596',
    '0.6145319996386234',
    '779',
    '25',
    '1',
    '805',
    '96.83229813664596',
    '1500',
  ],
  [
    'llama-2-chat-7b-evol70k-neft',
    '45.84186320829894',
    '81.86335403726707',
    '1.3589241929038658',
    '659',
    '146',
    '0',
    '805',
    '81.86335403726707',
    '1612',
  ],
  [
    'llama-2-7b-chat-hf',
    '29.29429740470164',
    '71.36645962732919',
    '1.593038654706019',
    '574',
    '230',
    '1',
    '805',
    '71.36645962732919',
    '1479',
  ],
]

/** The models of its other rows, best first. */
export const otherModels1: readonly string[] = `
gpt4_1106_preview xwinlm-70b-v0.3 xwinlm-70b-v0.1 pairrm-tulu-2-70b gpt4 tulu-2-dpo-70b
Mistral-7B+RAHF-DUAL+LoRA Mixtral-8x7B-Instruct-v0.1 gpt4_0314 Mistral-7B-ReMax-v0.1 Yi-34B-Chat gpt4_0613
gpt-3.5-turbo-16k-0613 pairrm-zephyr-7b-beta ultralm-13b-v2.0-best-of-16 Mistral-7B-Instruct-v0.2
llama-2-70b-chat-hf LMCocktail-10.7B-v1 xwinlm-13b-v0.1 claude ultralm-13b-best-of-16 claude-2 cut-13b
pairrm-tulu-2-13b cohere zephyr-7b-beta deita-7b-v1.0 openchat-v3.1-13b gpt-3.5-turbo-0301 evo-v2-7b
wizardlm-13b-v1.2 vicuna-33b-v1.3 causallm-14b tulu-2-dpo-13b humpback-llama2-70b xwinlm-7b-v0.1
openbuddy-llama2-70b-v10.1 openchat-v2-w-13b claude-2.1 openbuddy-llama-65b-v8 wizardlm-13b-v1.1
ultralm-13b-v2.0 gpt-3.5-turbo-1106 zephyr-7b-alpha openchat-v2-13b tulu-2-dpo-7b humpback-llama-65b
recycled-wizardlm-7b-v2.0 phi-2-dpo vicuna-13b-v1.3 platolm-7b gpt35_turbo_instruct openbuddy-llama-30b-v7.1
llama-2-13b-chat-hf openchat-13b openbuddy-falcon-40b-v9 ultralm-13b gemini-pro openchat8192-13b evo-7b
claude2-alpaca-13b recycled-wizardlm-7b-v1.0 opencoderplus-15b minichat-1.5-3b openbuddy-llama2-13b-v11.1
vicuna-7b-v1.3 wizardlm-13b jina-chat airoboros-65b airoboros-33b guanaco-65b ghost-7b-alpha vicuna-13b
openbuddy-falcon-7b-v6 phi-2-sft baize-v2-13b oasst-rlhf-llama-33b minotaur-13b guanaco-33b nous-hermes-13b
vicuna-7b baize-v2-7b alpaca-7b-neft oasst-sft-llama-33b guanaco-13b text_davinci_003 minichat-3b chatglm2-6b
guanaco-7b falcon-40b-instruct falcon-7b-instruct alpaca-farm-ppo-sim-gpt4-20k pythia-12b-mix-sft
alpaca-farm-ppo-human phi-2 alpaca-7b oasst-sft-pythia-12b baichuan-13b-chat text_davinci_001
`
  .trim()
  .split(/\s+/)
