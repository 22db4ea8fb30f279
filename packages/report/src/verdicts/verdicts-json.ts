import type { PaperVerdicts } from '@retable/core'
import { checkCounts } from '../checks/check-counts.ts'
import { printableJson } from '../text/printable.ts'
import { cellWord } from '../cells/cell-word.ts'
import { tierCounts, wordCounts } from './verdict-counts.ts'

/** Papers in numbers, as one array on a line. */
export function verdictsJson(papers: readonly PaperVerdicts[]): string {
  return `${printableJson(papers.map(inNumbers))}\n`
}

/** One paper in numbers, and all of its claims, judged cells and contradictions, as one document on a line. */
export function paperVerdictsJson(paper: PaperVerdicts): string {
  const { claims, replayed, measured, check } = paper
  const findings = check.findings.filter(({ outcome }) => outcome !== 'holds')
  const lists = { claims, replayed, measured, findings, differences: check.differences, faults: check.faults }
  return `${printableJson({ ...inNumbers(paper), ...lists })}\n`
}

function inNumbers(paper: PaperVerdicts) {
  const { paper: id, fault, title, arxiv, reported, claims, replayed, check, canReplay, tiers } = paper
  const { known, knownBetweenSources, new: fresh, vanished, differences, faults } = checkCounts(check)
  return {
    ...{ paper: id, fault, title, arxiv, canReplay, tiers },
    counts: {
      reported,
      claims: claims.filter(({ isOwn }) => !isOwn).length,
      ownClaims: claims.filter(({ isOwn }) => isOwn).length,
      replayed: wordCounts(replayed.map(cellWord)),
      runs: tierCounts(paper),
      contradictions: { known, knownBetweenSources, new: fresh, vanished },
      differences,
      faults,
    },
  }
}
