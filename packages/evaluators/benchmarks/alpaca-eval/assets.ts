import type { Asset } from '@retable/core'

const commit = 'cd543a149df89434d8a54582c0151c0b945c3d20'
const root = `https://raw.githubusercontent.com/tatsu-lab/alpaca_eval/${commit}`

/** A file of tatsu-lab/alpaca_eval at one commit; outputs and annotations are CC BY-NC 4.0. */
export function alpacaEvalAsset(path: string, sha256: string, bytes: number): Asset {
  return { name: `alpaca_eval/${path}`, url: `${root}/${path}`, sha256, bytes, licence: 'CC-BY-NC-4.0' }
}

/** AlpacaEval 2's table: 223 models. */
export const leaderboardCsv = alpacaEvalAsset(
  'src/alpaca_eval/leaderboards/data_AlpacaEval_2/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv',
  'fe32bf85c2f7429038faa4c9a884d1d131726454ff84a4b810a91c1c7a2aa0e9',
  28_339,
)

/** The baseline's outputs, in the evaluation set's own order. */
export const referenceOutputs = alpacaEvalAsset(
  'results/gpt4_1106_preview/model_outputs.json',
  '83db546b872ddebee8965fd05fa48461ee3c32bc695c62fb57f2d214ff741ec4',
  1_899_765,
)

/** The annotations of a model's outputs by AlpacaEval 2's judge; undefined where they are not pinned. */
export function annotationsOf(model: string): Asset | undefined {
  return pinned(pins, model, 'weighted_alpaca_eval_gpt4_turbo')
}

/** The same by AlpacaEval 1's judge. */
export function annotationsOf1(model: string): Asset | undefined {
  return pinned(pins1, model, 'alpaca_eval_gpt4')
}

type Pin = readonly [model: string, sha256: string, bytes: number]

function pinned(pins: readonly Pin[], model: string, judge: string): Asset | undefined {
  const pin = pins.find(([name]) => name === model)
  return pin && alpacaEvalAsset(`results/${model}/${judge}/annotations.json`, pin[1], pin[2])
}

const pins1: readonly Pin[] = [
  [
    'llama-2-chat-7b-evol70k-neft',
    '5dde8a1a7323fe93c326e82a4533518d6924256b0b11608a3e6d49f3ef74d217',
    2301266,
  ],
  ['llama-2-7b-chat-hf', 'a003092552c9d97793e6e08e82e2c73b96a1031e882e78ef65dfb972a9d74630', 1975437],
  ['mistral-medium', 'cdae364da313469717c5b625f67e7353cce5dd8efbacbb524736d32432429e00', 2078195],
]

const pins: readonly Pin[] = [
  [
    'FuseChat-Gemma-2-9B-Instruct',
    '72945b6a549eadcd18940fee835343d62985fced144e5b7a2b69c79e120d3cab',
    3796694,
  ],
  [
    'FuseChat-Llama-3.2-3B-Instruct',
    '32d4b6912694012c82c1b822792a3fc9e492119a48d93a10c3fbf2990b3a40ae',
    3652051,
  ],
  ['NullModel', 'd8e6d6d8ad735b57149fe0d9cb307e095cdc8befee5f0a849e00d66912500be3', 4161515],
  ['claude-2', 'cb4ef83e4f77bc2106c53ec0645a47e0b704b6ff7d013936ef9e70f330ca264b', 4148620],
  ['claude-2.1_concise', '3bcf3a505c224671226fa793b9c1282627e39b2441d1c2edd712472458974a73', 3738708],
  ['gpt-3.5-turbo-1106', '4558bed562144780dfcdd5ff55cafc17d76eea62eca143cfcc7ac5f3c154de10', 3925941],
  ['gpt-3.5-turbo-1106_verbose', '7d04918cdcdfee001cb27255fe52acf7cc1d6b2afde651d129b87d0707c99d8a', 4152607],
  ['humpback-llama2-70b', '881c16cefd18f3fded2cd39d3ed0fe5678bf326c6cdd61f81b213a4830a56da2', 4189975],
  ['OpenHermes-2.5-Mistral-7B', '196f38b5f7fb3c3242635cc4a8175f2c7b39d5648979f086ec7ba93c99e190ff', 4189058],
  ['gemma-7b-it', 'bd5de7f969f6783933d7cf2cf6720d1ebcfdf0a164626fa5439abea521e27de3', 4191758],
  ['gpt35_turbo_instruct', 'd5ace3c2c30946f79b6360b80f8f2fdf78a2e0fabcff8142695bd7929f9bb353', 4112115],
  ['text_davinci_001', '8f0d04e5d31cca5aebe37d876fb798a6cf4b96fef655213c1fda03f8b4791130', 3498051],
  ['gpt4_gamed', '3f70f086d97cf7f1c9b1b2ad16a2ac189a95e75a08c9374780e174a1f11dbf02', 3319934],
  ['vicuna-13b-v1.5', '3c9f7d06313e09ad25b105c94abce82f5d6316699d23867f401d8408dda284da', 4143785],
  ['alpaca-7b', '41047c654c6c5ddc0290fb207367e3f458d22692045eb41927eb64103a2cb764', 3581330],
  ['phi-2', 'b333fac4466be5318d8049b2b9ae71c377075e75c00bc83d13edf8dfca5aa5ad', 3763131],
  ['falcon-7b-instruct', 'b15d77fa3fa266fb74058c4f9d42a5856dcc07431b2dcea528867306002207fe', 3661831],
  ['gpt4_0613_concise', '91780cf1f3f2e78658aa369a5f65bc07660b9025e38f549fc787ed41f1c3c332', 3780596],
]
