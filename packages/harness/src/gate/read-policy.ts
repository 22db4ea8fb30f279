import { readFile } from 'node:fs/promises'
import type * as yamlModule from 'yaml'
import { HarnessError } from '../errors.ts'
import { defaultPolicy, type BenchmarkPolicy, type GatePolicy, type PolicyMargin } from './policy.ts'

/**
 * A policy file: YAML, or JSON, which is YAML too. docs/verbs/gate.md names all that can stand in it.
 *
 * @throws HarnessError `harness/bad-policy` with file and line
 */
export async function readPolicy(file: string): Promise<GatePolicy> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message
    throw new HarnessError('harness/bad-policy', `${file}: the policy cannot be read: ${why}`, { cause })
  })
  return parsePolicy(text, file)
}

/** @throws HarnessError `harness/bad-policy` with file and line */
async function parsePolicy(text: string, file: string): Promise<GatePolicy> {
  const yaml = await import('yaml')
  const { LineCounter, parseDocument } = yaml
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: false })
  const at = (offset: number | undefined) =>
    offset === undefined ? file : `${file}:${lines.linePos(offset).line}`
  const fault = (offset: number | undefined, why: string) =>
    new HarnessError('harness/bad-policy', `${at(offset)}: ${why}`)
  const [error] = document.errors
  if (error !== undefined)
    throw fault(error.pos[0], error.message.split('\n')[0]!.replace(/ at line .*$/, ''))

  const entries = entriesOf(yaml, { document, fault })
  const benchmarks = new Map<string, Record<string, unknown>>()
  const top = entries(
    document.contents,
    {
      ...forBenchmark,
      'no-worse': oneOf('each', 'on average'),
      undecided: oneOf('pass', 'warn', 'fail'),
      benchmarks: (node) => {
        const named = entries(
          node,
          { '*': (value) => entries(value, ofOne, 'a benchmark’s policy') },
          '"benchmarks"',
        )
        for (const [name, value] of Object.entries(named))
          benchmarks.set(name, value as Record<string, unknown>)
      },
    },
    'a policy',
  )
  const others = benchmarkPolicy(top, defaultPolicy.others)
  return {
    asks: (top['no-worse'] ?? defaultPolicy.asks) as GatePolicy['asks'],
    undecided: (top['undecided'] ?? defaultPolicy.undecided) as GatePolicy['undecided'],
    others,
    benchmarks: new Map(
      [...benchmarks].map(([name, own]) => {
        const policy = benchmarkPolicy(own, others)
        const isRequired = own['required'] ?? policy.tier === 'critical'
        return [name, { ...policy, isRequired: isRequired as boolean }]
      }),
    ),
  }
}

type Yaml = typeof yamlModule

/** Reads the entries of a mapping, each checked by its own reader; `*` is for any name. */
function entriesOf(
  { isAlias, isMap, isScalar }: Yaml,
  {
    document,
    fault,
  }: {
    readonly document: ReturnType<Yaml['parseDocument']>
    readonly fault: (offset: number | undefined, why: string) => HarnessError
  },
) {
  return (node: unknown, readers: Readonly<Record<string, (value: unknown) => unknown>>, what: string) => {
    // Without a prototype: a benchmark may have any name.
    const found = Object.create(null) as Record<string, unknown>
    if (node === null || node === undefined) return found
    if (!isMap(node)) throw fault(offsetOf(node), `${what} is a mapping, as in "margin: 2 points"`)
    for (const { key, value: given } of node.items) {
      const value = isAlias(given) ? given.resolve(document) : given
      const name = isScalar(key) ? String(key.value) : ''
      const read = Object.hasOwn(readers, name) ? readers[name] : readers['*']
      if (read === undefined) {
        const known = Object.keys(readers).join(', ')
        throw fault(offsetOf(key), `${what} has no "${name}"; it can have: ${known}`)
      }
      try {
        found[name] = read(isScalar(value) ? value.value : value)
      } catch (cause) {
        if (cause instanceof HarnessError) throw cause
        throw fault(offsetOf(given) ?? offsetOf(key), `"${name}" ${(cause as Error).message}`)
      }
    }
    return found
  }
}

function benchmarkPolicy(given: Readonly<Record<string, unknown>>, or: BenchmarkPolicy): BenchmarkPolicy {
  return {
    tier: (given['tier'] ?? or.tier) as BenchmarkPolicy['tier'],
    margin: (given['margin'] ?? or.margin) as PolicyMargin | null,
    lowerIsBetter: (given['lower-is-better'] ?? or.lowerIsBetter) as boolean,
    isRequired: false,
    mostTruncated: (given['truncated'] ?? or.mostTruncated) as number | null,
    mostUnanswered: (given['unanswered'] ?? or.mostUnanswered) as number | null,
    mostMissing: (given['missing'] ?? or.mostMissing) as number,
  }
}

/** Where a node begins. */
function offsetOf(node: unknown): number | undefined {
  return (node as { readonly range?: readonly number[] | null } | null | undefined)?.range?.[0]
}

const forBenchmark = {
  tier: oneOf('critical', 'supporting', 'advisory'),
  margin: marginOf,
  'lower-is-better': truth,
  truncated: share,
  unanswered: share,
  missing: share,
}
const ofOne = { ...forBenchmark, required: truth }

function oneOf(...words: readonly string[]) {
  return (value: unknown) => {
    if (typeof value === 'string' && words.includes(value)) return value
    throw new Error(`is one of: ${words.join(', ')}`)
  }
}

function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new Error('is true or false')
}

function share(value: unknown): number {
  const number = /^(\d{1,3}(?:\.\d{1,6})?) ?%$/.exec(String(value))?.[1]
  if (number !== undefined && Number(number) <= 100) return Number(number) / 100
  throw new Error('is a share in per cent, as in 2 %')
}

/** `2`, `2 points`, `0.5 points`; `3 %` is of the baseline's score. */
function marginOf(value: unknown): PolicyMargin {
  const [, number, unit] = /^(\d{1,4}(?:\.\d{1,6})?) ?(points?|%)?$/.exec(String(value)) ?? []
  const amount = Number(number)
  if (number === undefined || amount === 0) {
    throw new Error('is a drop above 0: "2 points", or of the baseline’s score "3 %"')
  }
  if (unit !== '%') return { points: amount }
  if (amount >= 100) throw new Error('is less than 100 % of the baseline’s score')
  return { shareOfBaseline: amount / 100 }
}
