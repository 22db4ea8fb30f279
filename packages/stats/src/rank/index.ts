export { kendallTau } from './kendall-tau.ts'
export { ranksOf } from './ranks.ts'
export { spearman } from './spearman.ts'
