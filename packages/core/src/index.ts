export { arrayElements, endOfString } from './files/array-elements.ts'
export type { ArrayElement } from './files/array-elements.ts'
export type { Asset, LicenceId } from './benchmark/asset.ts'
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
  ReportedItems,
  SampleScore,
  Split,
  Unit,
  Variant,
} from './benchmark/benchmark.ts'
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
  PublishedWeights,
  SampleRequest,
  Sampling,
  Training,
  TrainProgress,
  TrainRequest,
  WholeEngine,
  Work,
} from './engine/engine.ts'
export type { RehearsedProgram, RehearsedWork } from './engine/rehearsed.ts'
export { promptAsText } from './engine/prompt-text.ts'
export { askJudge } from './recipe/ask-judge.ts'
export { canonicalJson, contentHash } from './files/canonical-json.ts'
export { counted, grouped } from './text/counted.ts'
export { cellFaults } from './paper/cell-faults.ts'
export type { NamesCells } from './paper/cell-faults.ts'
export { diskRefusal } from './files/disk-refusal.ts'
export { RetableError } from './errors.ts'
export type { ErrorCode, RetableErrorOptions } from './errors.ts'
export { randomInteger, randomNormal, randomStream, shuffled, streamSeed } from './recipe/random.ts'
export type { RandomStream } from './recipe/random.ts'
export { isRunning, withFileLock } from './files/file-lock.ts'
export type { Judge, JudgeQuestion, JudgeRules, PairVerdict } from './judge/judge.ts'
export { shownPrompts } from './judge/shown-prompts.ts'
export type { ShownPrompt } from './judge/shown-prompts.ts'
export type {
  Answering,
  Conversation,
  JudgeAnswer,
  JudgeProcedure,
  JudgePrompt,
  JudgeTask,
  Readout,
  TaskSource,
} from './judge/judge-procedure.ts'
export type {
  DifferentFigure,
  JudgeBenchmark,
  JudgeLeaderboard,
  JudgementFile,
  JudgementRow,
  JudgementRows,
  Judgements,
  JudgementScore,
  JudgeVariant,
  KnownCause,
  OtherwiseFigure,
  ReadAsset,
  RecomputedRow,
} from './judge/judge-benchmark.ts'
export type { Side, SideBenchmark, SideItem, SideSample } from './compare/side.ts'
export type {
  BenchmarkComparison,
  CategoryChange,
  Comparison,
  DifferenceTest,
  Flip,
  FlipSide,
  UnansweredComparison,
} from './compare/comparison.ts'
export type {
  GatedBenchmark,
  GateMargin,
  GatePower,
  GatePValues,
  GateReport,
  GateTier,
  GateVerdict,
} from './compare/gate-report.ts'
export type {
  FullRunVerdict,
  SequentialBets,
  SequentialGate,
  SequentialPrice,
} from './compare/sequential-gate.ts'
export type { BenchmarkNoise, NoiseReport } from './compare/noise.ts'
export { hyperparameters } from './recipe/hyperparameters.ts'
export type { Hyperparameters } from './recipe/hyperparameters.ts'
export { takeMuon } from './recipe/take-muon.ts'
export { neutral, restored } from './text/formula-cells.ts'
export { fileHash, folderHash, hashesFile, hashesIn } from './files/hash-files.ts'
export { makeFolder } from './files/make-folder.ts'
export type { BrokenRow, OutputRow, Part, ReadRow, RepeatRow } from './benchmark/output-row.ts'
export type {
  Base,
  CheckpointChoice,
  DataSource,
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
} from './recipe/lab.ts'
export type {
  CellMapping,
  Claim,
  ClaimTest,
  CorePace,
  EngineChoice,
  Gate,
  GpuKind,
  Hardware,
  Measured,
  Reproduction,
  Runs,
  TierSeeds,
  SetupOptions,
  Sourced,
  StatedDifference,
  TierName,
  TierSetup,
} from './paper/reproduction.ts'
export type { Difference, Paper, ReportedCell, StatedClaim } from './paper/paper.ts'
export { rowOfCell } from './paper/paper-evaluation.ts'
export type { PaperEvaluation, StatedSetting } from './paper/paper-evaluation.ts'
export type { KnownDifference, PaperReplay, ReplayedCell, ReplayGroup } from './paper/paper-replay.ts'
export type { Finding, PaperCheck, ToldDifference } from './paper/paper-check.ts'
export type { JudgedCell, JudgedClaim, PaperVerdicts } from './paper/paper-verdicts.ts'
export { isUnavailable } from './benchmark/unavailable-asset.ts'
export { gateResults } from './run/gate-results.ts'
export type { GateResult } from './run/gate-results.ts'
export type {
  AskedBenchmark,
  EndpointManifest,
  EvalManifest,
  AnsweringManifest,
  JudgeManifest,
  Manifest,
  NamedFile,
  RecipeManifest,
  ScoreManifest,
  StepRecord,
  Versioned,
} from './run/manifest.ts'
export type { HistoryChange, HistoryRow, PairedChange } from './run/history.ts'
export type {
  ClaimResult,
  ClaimVerdict,
  DiffRow,
  MeasuredVerdict,
  NamedMeasurement,
  ReportedN,
  RunFacts,
  RunLabels,
  RunRecord,
  SeedResults,
  SettingResult,
} from './run/run-record.ts'
export { fitsPin } from './benchmark/pin.ts'
export { parsePythonJson, withoutPythonWords } from './text/python-json.ts'
export { relationFaults } from './paper/relation-faults.ts'
export { cellsOf, relationKinds, rising, same, wholeOf } from './paper/relation.ts'
export type { Relation } from './paper/relation.ts'
export type {
  BenchmarkReplay,
  ComparedFigure,
  RowNotes,
  RowNotRecomputed,
} from './replay/benchmark-replay.ts'
export type {
  CellsNotRecomputed,
  CellVerdict,
  ComparedCell,
  PaperReplayResult,
} from './replay/paper-replay-result.ts'
export type { MeasuredBeside, ShownCell, ShownTable } from './paper/shown-table.ts'
export { isSecondHand, quotedValue } from './paper/second-hand.ts'
export { writeWhole } from './files/write-whole.ts'
