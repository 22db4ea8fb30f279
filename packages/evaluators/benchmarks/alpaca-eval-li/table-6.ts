/**
 * Table 6 of an anonymous draft of arXiv 2406.17744 (answers to AlpacaEval's plain instructions, held against
 * AlpacaEval-LI's limits): violation rate in percent, mean words, and the public outputs that they can be counted on.
 */
export const table6: readonly (readonly [
  model: string,
  violations: string,
  words: string,
  outputs?: string,
])[] = [
  ['GPT4 Turbo (1106-preview)', '91.1', '324', 'gpt4_1106_preview'],
  ['GPT4 Turbo (0409-preview)', '77.1', '277', 'gpt-4-turbo-2024-04-09'],
  ['GPT4 Omni', '77.8', '282', 'gpt-4o-2024-05-13'],
  ['Claude 3 Opus (02/29)', '57.8', '219', 'claude-3-opus-20240229'],
  ['Mistral Large (24/02)', '49.7', '223', 'mistral-large-2402'],
  ['Llama2-70B Chat', '84.8', '296', 'llama-2-70b-chat-hf'],
  ['Llama3-70B Instruct', '84.2', '302', 'Meta-Llama-3-70B-Instruct'],
  ['Llama3-8B Instruct', '88.6', '303', 'Meta-Llama-3-8B-Instruct'],
  ['Llama2-70B Normal SFT', '43.8', '181'],
  ['Llama2-70B Normal DPO', '60.7', '211'],
  ['Llama2-70B Normal+LenCtrl SFT', '46.9', '190'],
  ['Llama2-70B LenCtrl DPO', '31.3', '152'],
  ['Llama2-70B LIFT-DPO', '65.7', '220'],
  ['Llama2-70B Reg DPO alpha=0.01', '57.9', '204'],
  ['Llama2-70B Reg DPO alpha=0.1', '48.6', '187'],
  ['Llama3-8B Normal DPO', '45.1', '188'],
  ['Llama3-8B-Instruct Normal DPO', '86.5', '308'],
  ['Llama3-8B LIFT-DPO', '33.9', '158'],
  ['Llama3-8B-Instruct LIFT-DPO', '85.1', '285'],
]
