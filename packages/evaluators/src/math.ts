export { test } from '../benchmarks/math/dataset.ts'
export { fourShotCot } from '../benchmarks/math/prompts/styles.ts'
export { train } from '../benchmarks/math/training-set.ts'
export { hendrycks } from '../benchmarks/math/variants/hendrycks.ts'
