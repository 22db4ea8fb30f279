import type {
  Cleaned,
  Finding,
  PaperHere,
  PlaceHere,
  RuntimeHere,
  StorageHere,
  TierHere,
} from '@retable/harness/doctor'
import { gigabytes } from '@retable/harness/runs'
import { lineWidth, printable, textTable } from '@retable/report'
import { wrapped } from '../plan/wrapped.ts'

/** What a doctor found. */
export interface DoctorReport {
  /** Null where nobody asked for it. */
  readonly cleaned: Cleaned | null
  readonly machine: readonly Finding[]
  readonly runtimes: readonly RuntimeHere[]
  /** The file with settings of runtimes that a run would take here; null where there is none. */
  readonly runtimeSettings: string | null
  readonly papers: readonly PaperHere[]
}

/**
 * A report for people.
 *
 * @param options.isWhole - every place of every tier, with its command; else a line for each tier
 */
export function doctorText(
  { cleaned, machine, runtimes, runtimeSettings, papers }: DoctorReport,
  { isWhole }: { readonly isWhole: boolean },
): string {
  const sections = [
    ...(cleaned === null ? [] : [cleanedText(cleaned)]),
    textTable(
      [{ title: 'this machine' }, { title: 'there' }, { title: '' }],
      machine.map(({ name, isThere, text }) => [name, isThere ? 'yes' : 'no', text]),
    ),
    textTable(
      [{ title: 'runtime' }, { title: 'works' }, { title: '' }],
      runtimes.map((runtime) => [runtime.runtime, runtime.lacks === null ? 'yes' : 'no', remarkOn(runtime)]),
    ),
    runtimeSettings === null
      ? 'no retable.runtime.yaml in this folder, which would say more of runtimes'
      : printable(`settings of runtimes: ${runtimeSettings}`),
    ...(isWhole ? papers.map(wholeText) : [shortText(papers)]),
  ]
  return `${sections.join('\n\n')}\n`
}

function cleanedText({ removed, running, services, lacks }: Cleaned): string {
  const lines = [
    removed.length === 0
      ? services
        ? 'no container was left to remove'
        : 'nothing was left to remove'
      : `removed, whose runs are gone: ${removed.join(', ')}`,
    ...(running.length === 0
      ? []
      : [`still at work; the same command waits for them: ${running.join(', ')}`]),
    ...(services
      ? [`ended, of Slurm, whose runs are gone: ${services} ${services === 1 ? 'service' : 'services'}`]
      : []),
    ...(lacks === null ? [] : [`containers were not looked at: ${lacks}`]),
  ]
  return lines.map(printable).join('\n')
}

function remarkOn({ runtime, lacks, lacksForGpus }: RuntimeHere): string {
  if (lacks !== null) return lacks
  if (lacksForGpus !== null) return `without GPUs: it ${lacksForGpus}`
  return runtime === 'slurm' ? 'what its nodes have is for Slurm to say' : ''
}

function shortText(papers: readonly PaperHere[]): string {
  const rows = papers.flatMap(({ paper, fault, tiers }) => {
    if (fault !== '') return [[paper, '', '', `cannot be read: ${fault}`]]
    if (tiers.length === 0) return [[paper, '', '', 'no recipe yet']]
    return tiers.map((tier) => [paper, tier.tier, ...shortTier(tier)])
  })
  const table = textTable(
    [{ title: 'paper' }, { title: 'tier' }, { title: 'runs' }, { title: 'lacks' }],
    rows.map((row) => row.map(shortened)),
  )
  return `${table}\n\n./retable doctor PAPER says of each tier what it lacks by each runtime`
}

function shortTier({ places }: TierHere): [string, string] {
  const running = places.filter(({ lacks }) => lacks === null).map(({ runtime }) => runtime)
  if (running.length > 0) return [running.join(', '), '']
  // By another runtime it mostly lacks the same, and something more.
  return ['no', places[0]!.lacks!]
}

/** So that a table keeps to its lines; the whole sentence stands with the paper. */
function shortened(text: string): string {
  const most = Math.max(40, lineWidth() - 50)
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

function wholeText({ paper, tiers }: PaperHere): string {
  if (tiers.length === 0)
    return printable(`${paper} has no recipe yet; ./retable list says what there is of it`)
  return tiers
    .map(({ tier, places, storage }) =>
      [
        printable(`${paper}, tier ${tier}`),
        ...places.map((place) => placeText(paper, tier, place)),
        ...(storage === undefined ? [] : storageTexts(storage).map(indented)),
      ].join('\n'),
    )
    .join('\n\n')
}

function placeText(paper: string, tier: string, { runtime, lacks }: PlaceHere): string {
  const isHere = runtime === 'this process'
  const by = isHere || runtime === 'local' ? '' : ` --runtime ${runtime}`
  // What starts no programs and lacks something is no work for any runtime.
  const place = !isHere ? runtime : lacks === null ? 'in this process' : 'not here'
  const text = lacks === null ? `./retable run ${paper} --tier ${tier}${by}` : `it ${lacks}`
  return indented(`${place}: ${text}`)
}

function storageTexts({ bytes, free, weights }: StorageHere): string[] {
  const room = free === null ? '' : `, of which ${gigabytes(free)} are free`
  return [
    ...weights.map(({ repository, revision, bytes, isHere, isGated, access }) => {
      const size = bytes === null ? '' : ` (${gigabytes(bytes)})`
      const at = revision === null ? '' : `@${revision.slice(0, 7)}`
      const gated = isGated && !isHere ? ', for accounts that have accepted their licence' : ''
      const told = access === null ? '' : `; ${access}`
      return `weights: ${repository}${at}${size} are ${isHere ? '' : 'not '}in the store${gated}${told}`
    }),
    ...(bytes === null ? [] : [`disk: up to ${gigabytes(bytes)}${room}; images come on top`]),
  ]
}

function indented(text: string): string {
  return `  ${wrapped(printable(text), lineWidth() - 2).replaceAll('\n', '\n  ')}`
}
