export { responseText, wordsOf } from '../list-operations/responses.ts'
export { drawExamples, drawLimitCorpus, drawPairs, writeFreely, writeResponse } from './seed-corpus.ts'
export type { LimitHabits } from './seed-corpus.ts'
export {
  askedOperations,
  drawInstruction,
  drawInstructions,
  instructionText,
  largestLimit,
  listLength,
  pieces,
  qualityOf,
  readInstruction,
  splitOfInstruction,
  withWordLimit,
} from './world.ts'
export type { InstructionSplit, ListInstruction, ResponseQuality } from './world.ts'
