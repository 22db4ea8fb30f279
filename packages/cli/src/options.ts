import type { TableForm } from '@retable/report'
import { InvalidArgumentError, Option } from 'commander'

/** `--json`, on every verb. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON on standard output, and nothing else')
}

const tableForms: readonly TableForm[] = ['md', 'latex', 'csv']

/** `--to FORM`, on every verb that prints a table. */
export function toOption(): Option {
  return new Option('--to <form>', 'print the tables alone, as Markdown, LaTeX or CSV')
    .choices(tableForms)
    .conflicts('json')
}

/** `--accept-licence ID`, on verbs that may fetch assets. */
export function licenceOption(): Option {
  return new Option(
    '--accept-licence <id>',
    'use files under this restricted licence (repeatable; also RETABLE_ACCEPT_LICENCES)',
  )
    .argParser((id: string, earlier: readonly string[]) => [...earlier, id])
    .default([], 'none')
}

/** `--noise FILE`, on verbs that compare versions. */
export function noiseOption(): Option {
  return new Option(
    '--noise <file>',
    'what ./retable noise wrote of the model (repeatable; what it keeps in the store is found by itself)',
  ).argParser((file: string, earlier: readonly string[] = []) => [...earlier, file])
}

/** `--tier TIER`, on verbs that lay out a paper's recipe. */
export function tierOption(): Option {
  return new Option('--tier <tier>', 'how much of the paper (default: its own)').choices([
    'nano',
    'tiny',
    'mini',
    'paper',
  ])
}

/** What the tiers are, for the help of such verbs. */
export const tiersHelp = `Tiers (a paper has some of them: ./retable list):
  nano   the whole method on a small model that is trained here: no network, minutes
  mini   a published model of up to half a billion weights, with real data: what it needs, plan says
  paper  the paper's own model, data and sizes: laid out with its cost, for a cluster
  tiny   for tests of trainer and server: a random model; it says nothing of a paper`

/** `--runtime RUNTIME`, on verbs that start programs. */
export function runtimeOption(what: string): Option {
  return new Option('--runtime <runtime>', `where ${what} (default: local)`).choices([
    'local',
    'compose',
    'slurm',
  ])
}

/** `--runtime-settings FILE`, beside `--runtime`. */
export function runtimeSettingsOption(): Option {
  return new Option(
    '--runtime-settings <file>',
    'what of a cluster, images and the like are used (default: retable.runtime.yaml, where it is)',
  )
}

/** `--benchmark ID`, on verbs that lay out a paper's recipe. */
export function benchmarkOption(): Option {
  return new Option(
    '--benchmark <id>',
    'which benchmark’s table, for a tier that has several (default: its first)',
  )
}

/** `--family NAME`, on every verb that leaves a record. */
export function familyOption(): Option {
  return new Option(
    '--family <name>',
    'the models that this is a version of, for ./retable history',
  ).argParser(label)
}

/** `--version NAME`, beside `--family`; the program's own `--version` stands before the verb. */
export function versionOption(remark = 'it decides no number'): Option {
  return new Option('--version <name>', `which version of them it is; ${remark}`).argParser(label)
}

/** Parses a name of a user's own: printable text of at most 100 characters. */
function label(text: string): string {
  const name = text.trim()
  if (name === '' || [...name].length > 100 || /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) {
    throw new InvalidArgumentError('printable text of at most 100 characters is needed')
  }
  return name
}

/** Parses a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    if (!/^\d+$/.test(text) || Number(text) < least) {
      throw new InvalidArgumentError(`a whole number of at least ${least} is needed`)
    }
    return Number(text)
  }
}

/** Parses a number from 0 to 100, with or without a percent sign behind it. */
export function percent(text: string): number {
  const number = /^(\d{1,3}(?:\.\d{1,9})?) ?%?$/.exec(text.trim())?.[1]
  if (number === undefined || Number(number) > 100) {
    throw new InvalidArgumentError('a percentage from 0 to 100 is needed, as in 2.5')
  }
  return Number(number)
}

/** Parses one seed or several different ones, as in `1,2,3`. */
export function seedList(text: string): number[] {
  const seeds = text.split(',').map((part) => (/^\d{1,9}$/.test(part.trim()) ? Number(part) : Number.NaN))
  if (seeds.some(Number.isNaN) || new Set(seeds).size < seeds.length) {
    throw new InvalidArgumentError('one whole number or several different ones are needed, as in 1,2,3')
  }
  return seeds
}
