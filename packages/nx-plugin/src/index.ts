export { arrows, dependencyConstraints, paperArrows } from './arrows.ts'
export { inferProject } from './infer-project.ts'
export type { Inferred, ProjectFolder } from './infer-project.ts'
