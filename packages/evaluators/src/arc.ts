export { test } from '../benchmarks/arc/dataset.ts'
export { zeroShotCot } from '../benchmarks/arc/prompts/styles.ts'
export { challengeDevelopment, challengeTrain, easyTrain } from '../benchmarks/arc/training-sets.ts'
export { finalLetter } from '../benchmarks/arc/variants/final-letter.ts'
