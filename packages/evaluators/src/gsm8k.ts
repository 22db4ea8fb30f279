export { test, train } from '../benchmarks/gsm8k/dataset.ts'
export { zeroShotCot } from '../benchmarks/gsm8k/prompts/styles.ts'
export { finalAnswer } from '../benchmarks/gsm8k/variants/final-answer.ts'
