import { counted, grouped } from '@retable/core'
import type { AnswersElsewhere } from './other-variants.ts'
import type { FileScore } from './score-file.ts'

/** What other variants find where those used find nothing; undefined where one of them finds enough. */
export function answersElsewhere(scores: readonly FileScore[]): string | undefined {
  const [first] = scores
  const found = first?.answersElsewhere
  if (found === undefined || scores.some(({ answersElsewhere }) => answersElsewhere === undefined))
    return undefined
  const used = new Set(scores.map(({ variant }) => variant))
  const others = found.variants.filter(({ variant }) => !used.has(variant))
  const isNone = found.unparsed === found.of
  const lack = isNone
    ? `no output has an answer under ${first!.variant}`
    : `${ofAll(found.unparsed, found.of)} ${found.unparsed === 1 ? 'has' : 'have'} no answer under ${first!.variant}`
  if (others.length > 0) return `${lack}; ${finds({ ...found, variants: others })}`
  return isNone ? `${lack}, nor under any other variant: are they of another task?` : undefined
}

function finds({ variants, unparsed, read }: AnswersElsewhere): string {
  const among = read < unparsed ? ' that were looked at' : ''
  const each = variants.map(({ variant, found }, index) => {
    const share = `(${((100 * found) / read).toFixed(1).replace(/\.0$/, '')} %)`
    return index === 0
      ? `--variant ${variant} finds one in ${grouped(found)} of the ${grouped(read)}${among} ${share}`
      : `${variant} in ${grouped(found)} ${share}`
  })
  return each.join(', ')
}

function ofAll(part: number, all: number): string {
  return `${grouped(part)} of ${counted(all, 'output')} (${((100 * part) / all).toFixed(2)} %)`
}
