export { finalAnswer } from '../gsm8k/variants/final-answer.ts'
export { aggregate } from './aggregate.ts'
export type { GradesByItem } from './aggregate.ts'
export { registry } from './registry.generated.ts'
