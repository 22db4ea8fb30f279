export { arrayElements, endOfString } from './array-elements.ts'
export type { ArrayElement } from './array-elements.ts'
export type { Asset, LicenceId } from './asset.ts'
export type {
  Benchmark,
  Grade,
  GradeContext,
  Interval,
  Item,
  Leaderboard,
  LogVariant,
  Measurement,
  PromptStyle,
  PublishedCell,
  PublishedRow,
  SampleScore,
  Split,
  Unit,
  Variant,
} from './benchmark.ts'
export type {
  Completion,
  CompletionStream,
  Cost,
  Engine,
  EngineDriver,
  EngineOptions,
  EnginePromises,
  Loss,
  Message,
  Model,
  Optimizer,
  PreparedEngine,
  PreferencePair,
  PromptedText,
  PromptText,
  SampleRequest,
  Sampling,
  Training,
  TrainProgress,
  TrainRequest,
  WholeEngine,
  Work,
} from './engine.ts'
export { promptAsText } from './prompt-text.ts'
export { askJudge } from './ask-judge.ts'
export { canonicalJson, contentHash } from './canonical-json.ts'
export { counted, grouped } from './counted.ts'
export { cellFaults } from './cell-faults.ts'
export type { NamesCells } from './cell-faults.ts'
export { diskRefusal } from './disk-refusal.ts'
export { RetableError } from './errors.ts'
export type { ErrorCode, RetableErrorOptions } from './errors.ts'
export { randomInteger, randomNormal, randomStream, shuffled, streamSeed } from './random.ts'
export type { RandomStream } from './random.ts'
export { isRunning, withFileLock } from './file-lock.ts'
export type {
  DifferentFigure,
  KnownCause,
  OtherwiseFigure,
  Judge,
  JudgeBenchmark,
  JudgeLeaderboard,
  JudgementFile,
  JudgementScore,
  JudgeQuestion,
  JudgeRules,
  JudgeVariant,
  PairVerdict,
  ReadAsset,
  RecomputedRow,
} from './judge.ts'
export { hyperparameters } from './hyperparameters.ts'
export type { Hyperparameters } from './hyperparameters.ts'
export { makeFolder } from './make-folder.ts'
export type { BrokenRow, OutputRow, Part, ReadRow, RepeatRow } from './output.ts'
export type {
  Base,
  CheckpointChoice,
  Drawing,
  Drawn,
  Evaluation,
  Given,
  Handle,
  Judged,
  Judgement,
  Lab,
  ModelHandle,
  Prompt,
  Question,
  Recipe,
  Task,
  TrainingPlan,
  UnitValues,
} from './recipe.ts'
export type {
  CellMapping,
  Claim,
  ClaimTest,
  EngineChoice,
  Measured,
  Reproduction,
  Runs,
  SetupOptions,
  Sourced,
  TierName,
  TierSetup,
} from './reproduction.ts'
export type { Difference, Paper, ReportedCell, StatedClaim } from './paper.ts'
export type { KnownDifference, PaperReplay, ReplayedCell, ReplayGroup } from './paper-replay.ts'
export { isNotToBeHad } from './not-to-be-had.ts'
export { fitsPin } from './pin.ts'
export { parsePythonJson, withoutPythonWords } from './python-json.ts'
export { relationFaults } from './relation-faults.ts'
export { cellsOf, relationKinds, rising, same, wholeOf } from './relation.ts'
export type { Relation } from './relation.ts'
export { isSecondHand, quotedValue } from './second-hand.ts'
export { writeWhole } from './write-whole.ts'
