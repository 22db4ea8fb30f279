export { applied, operations, words } from './list-operations/operations.ts'
export type { Operation, Word } from './list-operations/operations.ts'
export { drawCorpus, drawHabits, drill, goldSolution, habitualSolution } from './word-problems/seed-corpus.ts'
export type { CorpusPlan, Habits, HabitStrengths } from './word-problems/seed-corpus.ts'
export {
  answerMarker,
  drawProblem,
  drawSplit,
  names,
  objects,
  pieces,
  promptOf,
  signOf,
  splitOf,
  verbs,
  workedSolution,
} from './word-problems/world.ts'
export type { Change, SplitName, WordProblem } from './word-problems/world.ts'
