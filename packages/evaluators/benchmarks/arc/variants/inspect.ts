import type { Variant } from '@retable/core'
import { letterAt } from '../letters.ts'

/**
 * The solver multiple_choice of inspect_ai 0.3.233, for one right choice: the last line that begins "ANSWER:" and holds
 * nothing but letters, digits, spaces and commas up to a line's end or a dot; where no line does, the last "ANSWER:"
 * anywhere. Read as capitals, it must be the letter of one of the question's choices; else there is no answer. Older versions
 * took the first match.
 */
export const inspect: Variant = {
  id: 'inspect',
  version: '1',
  summary: 'last line "ANSWER: X", else the last "ANSWER: X" anywhere',
  source: 'inspect_ai 0.3.233, solver multiple_choice, parse_answers',
  unparsedVotes: false,
  needsItem: true,
  grade(output, { gold, item }) {
    const found = (onOwnLine(output) ?? anywhere(output))?.trim().toUpperCase()
    const letters = (item?.choices ?? []).map((_, index) => letterAt(index))
    const extracted = found !== undefined && letters.includes(found) ? found : null
    return { extracted, gold, score: extracted === gold ? 1 : 0 }
  },
}

/*
 * Two patterns of inspect_ai's, each taken apart: as one expression they need time quadratic in a run of spaces. After
 * the marker comes a run of letters, digits, spaces and commas; where what follows the run is not allowed, a space
 * after the colon can still be the run.
 */

/** `^ANSWER\s*:\s*([A-Za-z\d ,]+)\s*(?:$|\n|\.)`, last match. */
function onOwnLine(output: string): string | undefined {
  let last: string | undefined
  for (const { index, 0: marker } of output.matchAll(/^ANSWER\s*:\s*/gim)) {
    const start = index + marker.length
    const run = runAt(output, start)
    const endsAfter = (space: string, end: number) =>
      space.includes('\n') || output[end] === undefined || output[end] === '.'
    const space = spaceAt(output, start + run.length)
    const earlier = afterFirstSpace(marker)
    if (run !== '' && endsAfter(space, start + run.length + space.length)) last = run
    else if (earlier !== undefined && endsAfter(earlier, start)) last = ''
  }
  return last
}

/** `ANSWER\s*:\s*([A-Za-z\d ,]+)(?:[^\w]|\n|$|\.)`, last match; what one match takes up is not searched again. */
function anywhere(output: string): string | undefined {
  const marked = /ANSWER\s*:\s*/gi
  let last: string | undefined
  for (let found = marked.exec(output); found !== null; found = marked.exec(output)) {
    const run = runAt(output, marked.lastIndex)
    const goesOn = isWordAt(output, marked.lastIndex + run.length)
    // A word that goes on beyond the run ("A é", "A_") takes the run back to before its last space or comma.
    const taken = goesOn ? run.slice(0, Math.max(0, run.lastIndexOf(' '), run.lastIndexOf(','))) : run
    const earlier = afterFirstSpace(found[0])
    if (taken !== '') {
      last = taken
      marked.lastIndex += taken.length + 1
    } else if (earlier !== undefined && (earlier !== '' || (run === '' ? !goesOn : run.startsWith(','))))
      last = ''
  }
  return last
}

/** The white space after the colon's first space; undefined if there is no space. */
function afterFirstSpace(marker: string): string | undefined {
  const space = marker.slice(marker.indexOf(':') + 1)
  const at = space.indexOf(' ')
  return at < 0 ? undefined : space.slice(at + 1)
}

function runAt(output: string, start: number): string {
  return matchAt(/[A-Za-z\d ,]+/y, output, start)
}

function spaceAt(output: string, start: number): string {
  return matchAt(/\s*/y, output, start)
}

function isWordAt(output: string, start: number): boolean {
  return matchAt(/[\p{L}\p{N}_]/uy, output, start) !== ''
}

function matchAt(pattern: RegExp, output: string, start: number): string {
  pattern.lastIndex = start
  return pattern.exec(output)?.[0] ?? ''
}
