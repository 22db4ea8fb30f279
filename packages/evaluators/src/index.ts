export { aggregate } from './aggregate.ts'
export type { GradesByItem } from './aggregate.ts'
export { registry } from './registry.generated.ts'
