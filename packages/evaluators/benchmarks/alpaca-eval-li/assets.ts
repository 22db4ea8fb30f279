import type { Asset } from '@retable/core'
import { alpacaEvalAsset } from '../alpaca-eval/assets.ts'

/** Model outputs of AlpacaEval that LIFT's figures are made of, by their folder there. */
export function outputsOf(model: string): Asset {
  const [, sha256, bytes] = pins.find(([name]) => name === model)!
  return alpacaEvalAsset(`results/${model}/model_outputs.json`, sha256, bytes)
}

/** The models whose shortest output sets each limit, and is the baseline (section 3.1.1). */
export const limitSetters = ['gpt4_1106_preview', 'claude-3-opus-20240229', 'mistral-large-2402'] as const

const pins: readonly (readonly [model: string, sha256: string, bytes: number])[] = [
  ['gpt4_1106_preview', '83db546b872ddebee8965fd05fa48461ee3c32bc695c62fb57f2d214ff741ec4', 1899765],
  ['gpt-4-turbo-2024-04-09', 'ff7530b69972e0e77d409debfcb453c805ba4dae713e496f0aac371c154ca77b', 1705395],
  ['gpt-4o-2024-05-13', '653c131d58e8d5802203c85e80ca3fb4b378f22e2a0280ad5cd910ff0bee9535', 1763464],
  ['claude-3-opus-20240229', 'ba0cf4f5853e693cfd84af2fc763d4cce2f527f9d15581a9bd1a9cc2981b8387', 1365786],
  ['mistral-large-2402', 'a3e8c176dcd1122d113f686ac8ad59ff2c2d5df9c9ca8178d3ba407e5362bfbb', 1336965],
  ['llama-2-70b-chat-hf', '854b753c5135d4b698027d3423a12a94317afc654b3271fc8e384812fbe0b3c9', 1685265],
  ['Meta-Llama-3-70B-Instruct', 'd88208d379e6ece0cfa923be521b068a557f7bd84fdc5568d6151918d6004d45', 1800940],
  ['Meta-Llama-3-8B-Instruct', 'c698a502f05b2de1270562073807a6161f0f335f3ed3879ba3666b1d8af1bec6', 1783699],
]
