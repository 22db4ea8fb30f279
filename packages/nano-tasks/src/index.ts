export {
  drawInstruction,
  drawInstructions,
  instructionText,
  readInstruction,
  rightResponse,
  splitOfInstruction,
} from './list-operations/instructions.ts'
export type { ListInstruction } from './list-operations/instructions.ts'
export { applied, operations, words } from './list-operations/operations.ts'
export type { Operation, Word } from './list-operations/operations.ts'
export { qualityOf, responseText, wordsOf } from './list-operations/responses.ts'
export {
  answerPrompt,
  carefulReview,
  chatter,
  checkPrompt,
  checkText,
  exactQuality,
  listPieces,
  listReview,
  newInstructionPrompt,
  reviewPrompt,
  scoreLine,
} from './list-operations/reviews.ts'
export {
  confusedWith,
  drawReading,
  habitualResponse,
  instructionRow,
  rankedResponses,
  reviewRows,
  trainingInstruction,
} from './list-operations/seed-corpus.ts'
export type { InstructionRow, ReadingPlan, ResponseHabits } from './list-operations/seed-corpus.ts'
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
