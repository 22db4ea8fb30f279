import type { Asset } from '@retable/core'

/** The 80 questions of two turns. */
export const questions = fastChatAsset(
  'mt_bench/question.jsonl',
  '119565adbab82227089cefdb44c8d7e2cf04dc0a0ec233634c82e7d4e2a944f7',
  48_929,
)

/** GPT-4's answers to the questions of maths, reasoning and coding, which the judge is given. */
export const references = fastChatAsset(
  'mt_bench/reference_answer/gpt-4.jsonl',
  'f957a5bc977badb66885ec970e6cd08527845780313f0995764260e5777b9b3f',
  51_109,
)

/** The judge's prompts, by name. */
export const judgePrompts = fastChatAsset(
  'judge_prompts.jsonl',
  'fd283293406d024f44c174b094ef48031d0687a4682fd3a56b29b138f80281b6',
  10_449,
)

function fastChatAsset(path: string, sha256: string, bytes: number): Asset {
  const commit = '0e6d3e4beaab66f4d3f93db72541a4abab8af28d'
  const url = `https://raw.githubusercontent.com/lm-sys/FastChat/${commit}/fastchat/llm_judge/data/${path}`
  return { name: `fastchat/${path}`, url, sha256, bytes, licence: 'Apache-2.0' }
}
