export { drawCorpus, drawHabits, drill, goldSolution, habitualSolution } from './seed-corpus.ts'
export type { CorpusPlan, Habits, HabitStrengths } from './seed-corpus.ts'
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
} from './word-problems.ts'
export type { Change, SplitName, WordProblem } from './word-problems.ts'
