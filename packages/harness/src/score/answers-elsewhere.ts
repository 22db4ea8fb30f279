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
  const told = elsewhereText(first!.variant, { ...found, variants: others })
  if (told !== undefined) return told
  if (found.unparsed < found.of) return undefined
  return `no output has an answer under ${first!.variant}, nor under any other variant: are they of another task?`
}

/** The same of one variant; undefined where no other finds an answer either. */
export function elsewhereText(variant: string, found: AnswersElsewhere): string | undefined {
  if (found.variants.length === 0) return undefined
  const lack =
    found.unparsed === found.of
      ? `no output has an answer under ${variant}`
      : `${ofAll(found.unparsed, found.of)} ${found.unparsed === 1 ? 'has' : 'have'} no answer under ${variant}`
  return `${lack}; ${finds(found)}`
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
