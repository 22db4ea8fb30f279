import type { Asset } from '@retable/core'

const commit = '196f6b826783b3da7310e361a805fa36f0be83f3'

/** The 500 questions of v0.1. */
export const questions = arenaAsset(
  commit,
  'data/arena-hard-v0.1/question.jsonl',
  '2650242d2883f22b2abd498f273b6a7e02253cce533f5c91a858e1d44aa3002f',
  272_075,
)

/** The baseline's answers to them. */
export const baselineAnswers = arenaAsset(
  commit,
  'data/arena-hard-v0.1/model_answer/gpt-4-0314.jsonl',
  '0f6abc84de4600fde987d9db70f838f4ecdbd27a2f1f4058c12aa322a6f791b2',
  1_270_631,
)

/** The judge's system prompt and template. */
export const judgeConfig = arenaAsset(
  '9a6791abc5c218c57f079fd1132c367bca8a57a1',
  'config/judge_config.yaml',
  '6e001736bacacdb1591ffca7eec953a7089f8f5604872d1ca4f9a6f9de1ee451',
  2400,
)

function arenaAsset(at: string, path: string, sha256: string, bytes: number): Asset {
  const url = `https://raw.githubusercontent.com/lmarena/arena-hard-auto/${at}/${path}`
  return { name: `arena-hard/${path}`, url, sha256, bytes, licence: 'Apache-2.0' }
}
