import type { Measurement, SampleScore } from '../benchmark/benchmark.ts'
import type { ReportedCell } from '../paper/paper.ts'
import type { UnitValues } from '../recipe/lab.ts'
import type { Manifest, Versioned } from './manifest.ts'

/** All that a run or a scoring leaves: what decided its numbers, the numbers, and what became of the paper's claims. */
export interface RunRecord<M extends Manifest = Manifest> {
  readonly manifest: M
  readonly results: readonly SeedResults[]
  /** Reported cells beside what was measured; empty where nothing was reported. */
  readonly diff: readonly DiffRow[]
  readonly claims: readonly ClaimResult[]
  /** Null where they are not kept, as in a project's tracked results. */
  readonly facts: RunFacts | null
}

/** What the settings of one seed measured. */
export interface SeedResults {
  /** Null where nothing random decided. */
  readonly seed: number | null
  readonly settings: readonly SettingResult[]
}

/** What was measured under one setting, with the values it comes from, item by item. */
export interface SettingResult {
  readonly setting: string
  readonly benchmark: Versioned | null
  /** Null where no answers were graded. */
  readonly variant: Versioned | null
  readonly measurements: readonly NamedMeasurement[]
  /** By metric: one value for each item. */
  readonly units: Readonly<Record<string, UnitValues['values']>>
  readonly scores: readonly SampleScore[]
  /** Rows of the file that could not be scored, of how many. */
  readonly lost?: { readonly rows: number; readonly of: number }
  /** Answers that were cut short, of how many; left out where nothing tells it, as of a file. */
  readonly cut?: { readonly answers: number; readonly of: number }
  /** What a reader of the numbers has to know, in sentences. */
  readonly notes?: readonly string[]
  /** Why no verdict may be drawn from the numbers, in sentences; none where nothing forbids one. */
  readonly doubts?: readonly string[]
  /**
   * In what it was measured otherwise than published figures, in sentences. Beside a paper no verdict is drawn; runs that were
   * measured alike are compared all the same.
   */
  readonly departures?: readonly string[]
}

/** A measurement whose unit may be any. */
export type NamedMeasurement = Omit<Measurement, 'unit'> & { readonly unit: string }

/** What a measured cell is found to be beside the reported one. */
export type MeasuredVerdict = 'reproduced' | 'inconclusive' | 'deviates' | 'not comparable'

/** How many items a reported number rests on, and how that is known; `taken` is as many as were measured. */
export interface ReportedN {
  readonly n: number
  readonly from: 'printed' | 'inferred' | 'taken'
}

/** A reported cell beside what a run measured, in the cell's unit. */
export interface DiffRow {
  readonly reported: ReportedCell
  readonly measured: number
  /** The cell's unit, or where the measurement cannot be told in it, its own. */
  readonly measuredUnit: string
  readonly standardError: number | null
  /** 95 % interval of measured − reported, with both sampling errors and the rounding; null where they are not known. */
  readonly interval: { readonly low: number; readonly high: number } | null
  /** Independent items behind what was measured; of several seeds, those of the one with the fewest. */
  readonly n: number
  /** Null where no verdict is drawn. */
  readonly reportedN: ReportedN | null
  readonly verdict: MeasuredVerdict
  /** The least true difference that would be called a deviation with 80 % power; null where no interval is. */
  readonly resolution: number | null
  /** Whether that is more than five of the unit's margins. */
  readonly coarse: boolean
  /** A sentence: what decided the verdict. */
  readonly reason: string
  /** What is known to differ, in sentences; any of them makes a cell not comparable. */
  readonly differences: readonly string[]
  /** What the paper leaves open, as the run took it; it decides no verdict. */
  readonly assumptions: readonly string[]
}

/** What a test says of a claim, at level 0.05 after Holm's correction. */
export type ClaimVerdict =
  /** Of five seeds or more: significant for it, not significant, significant against it. */
  | 'supported'
  | 'not supported'
  | 'contradicted'
  /** The same of one seed, which speaks of the models that it trained and of no others. */
  | 'seen in this seed'
  | 'not seen'
  | 'reversed in this seed'
  /** Two to four seeds: too few to tell from the spread between trainings. */
  | 'too few seeds'
  | 'not tested'
  /** Of a quick run. */
  | 'underpowered'

/** What became of a claim. */
export interface ClaimResult {
  readonly claim: string
  readonly statement: string
  readonly verdict: ClaimVerdict
  /** Of the comparison that decides; null where nothing was tested. */
  readonly effect: number | null
  readonly low: number | null
  readonly high: number | null
  /** Of the effect and its interval, as the compared measurements have it; empty where nothing was tested. */
  readonly unit: string
  readonly p: number | null
  /** After Holm's correction over the paper's tested claims; it decides. */
  readonly pAdjusted: number | null
  readonly seeds: number
  readonly reason: string
}

/** What a user calls the model of a run: a version of a family. Printable text of at most 100 characters. */
export interface RunLabels {
  readonly family?: string
  readonly version?: string
}

/** What a record tells of the machine, the moment and the user's names for it: nothing in it decides a number. */
export interface RunFacts extends RunLabels {
  readonly started: string
  readonly finished: string
  readonly git: { readonly commit: string; readonly dirtyPatch: string | null } | null
  readonly node: string
  readonly host: {
    readonly name: string
    readonly cpu: string
    readonly cores: number
    readonly memoryBytes: number
  }
  /** Where programs ran, which runtime and what of a cluster; left out where they were processes of this machine. */
  readonly runtime?: Readonly<Record<string, unknown>>
  readonly samples: { readonly drawn: number; readonly reused: number }
}
