import type { GatedBenchmark, GateReport } from '@retable/core'
import { printable } from '../text/printable.ts'
import { scoreDifferenceText } from '../compare/score-text.ts'
import { benchmarkNotes, headline, marginText } from './gate-tables.ts'
import { sequentialSentences } from './sequential-sentences.ts'

/** The report as JUnit's XML, in which CI systems show tests: a benchmark is a test, and the suite's verdict is one. */
export function gateJunit(report: GateReport): string {
  const { benchmarks, outcome, verdict, reasons } = report
  const cases = benchmarks.map((one) => testCase(one.setting, messageOf(one), outcomeOf(one, report)))
  const whole = testCase(
    'suite',
    [headline(report), ...reasons, ...sequentialSentences(report)].join('. '),
    outcome !== 'fail' ? outcome : isPassing(verdict) ? beyondLimit : verdict,
  )
  const all = [...cases, whole]
  const count = (tag: string) => all.filter((each) => each.includes(`<${tag} `)).length
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites><testsuite name="retable gate" tests="${all.length}" failures="${count('failure')}" skipped="${count('skipped')}">`,
    ...all,
    '</testsuite></testsuites>',
    '',
  ].join('\n')
}

const beyondLimit = 'beyond a limit'

function isPassing(verdict: GateReport['verdict']): boolean {
  return verdict === 'no worse' || verdict === 'the full run would be no worse'
}

/** What becomes of a benchmark: it fails as regressed or beyond a limit, and what is undecided as the policy has it. */
function outcomeOf({ verdict, tier, beyondLimits }: GatedBenchmark, { outcome }: GateReport): string {
  if (tier === 'advisory') return isPassing(verdict) ? 'pass' : 'skipped'
  if (beyondLimits.length > 0) return beyondLimit
  if (isPassing(verdict)) return 'pass'
  if (verdict !== 'undecided' && verdict !== 'open') return verdict
  return outcome === 'pass' ? 'pass' : 'skipped'
}

function testCase(name: string, message: string, outcome: string): string {
  const head = `<testcase classname="retable.gate" name="${xml(name)}">`
  if (outcome === 'pass') return `${head}<system-out>${xml(message)}</system-out></testcase>`
  const tag = outcome === 'skipped' || outcome === 'warn' ? 'skipped' : 'failure'
  const type = tag === 'failure' ? ` type="${xml(outcome)}"` : ''
  return `${head}<${tag} message="${xml(message)}"${type} /></testcase>`
}

function messageOf(one: GatedBenchmark): string {
  const { comparison, low90, high90, verdict, tier, beyondLimits } = one
  const { baseline, candidate, bounds } = comparison
  const { effect, interval } = scoreDifferenceText(
    { effect: candidate - baseline, low: low90, high: high90 },
    bounds,
  )
  // Where items were bet on no interval is.
  const within = Number.isNaN(low90) ? '' : ` (90 % interval ${interval})`
  const shown = Number.isNaN(candidate - baseline) ? '' : `: ${effect}${within}`
  const found = `${verdict} (${tier}, margin ${marginText(one)})${shown}`
  return [found, ...beyondLimits, ...benchmarkNotes(one)].join('. ')
}

/** Safe in text and in attributes; what XML cannot hold is made printable first. */
function xml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  }
  return printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (letter) => escapes[letter]!)
}
