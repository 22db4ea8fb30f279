import { readAnswer, type Answer } from '../answer.ts'
import { cleaned } from '../spelling/clean.ts'
import { isRoundedFrom } from '../compare/numbers.ts'
import { same } from '../compare/answers.ts'
import { isName } from '../words/names.ts'
import { commonRange } from '../relations/conditions.ts'
import { splitOutside } from './split.ts'
import { joined } from './joints.ts'

/**
 * An answer in fewer words: two conditions on one unknown that "and" joins as the range they leave, one value that "or"
 * joins to itself once ("\frac{3}{4} or 0.75", also where the decimal is rounded). Any other answer as it is.
 */
export function settled(given: string): string {
  const plain = withoutAside(given)
  const group = joined(plain)
  if (group === null) return plain
  const { joint, parts } = group
  const answers = parts.map((part) => readAnswer(part))
  if (joint === 'and') return commonRange(answers) ?? plain
  if (areSame(answers)) return parts[0]!
  const [one = '', other = ''] = parts.map((part) => cleaned(part))
  if (parts.length > 2) return plain
  if (isRoundedFrom(one, other)) return parts[1]!
  return isRoundedFrom(other, one) ? parts[0]! : plain
}

/** A value and the same in percent: "\frac{3}{4} = 75\%"; null for any other answer. */
export function valueAndPercent(given: string): readonly [value: string, percent: string] | null {
  if (!given.includes('%')) return null
  const plain = withoutAside(given).replace(/(?<!\\)\$/g, ' ')
  const group = joined(plain)
  const sides = splitOutside(plain, (at) => (plain[at] === '=' ? 1 : 0)).map((side) => side.trim())
  const parts = group?.joint === 'or' ? group.parts : isName(sides[0]!) ? sides.slice(1) : sides
  const percents = parts.filter((part) => part.includes('%'))
  const values = parts.filter((part) => !part.includes('%'))
  if (parts.length > 4 || percents.length === 0 || values.length === 0) return null
  if (!percents.every((part) => /^[-\d., ]{1,30}\\?%$/.test(part))) return null
  const fractions = percents.map((part) => String.raw`\frac{${cleaned(part)}}{100}`)
  return areSame([...values, ...fractions].map((part) => readAnswer(part)))
    ? [values[0]!, percents[0]!]
    : null
}

function areSame(answers: readonly (Answer | null)[]): boolean {
  const [first, ...others] = answers
  return first != null && others.every((other) => other !== null && same(other, first))
}

/** "\frac{3}{4} (or 0.75)", "0.75 (= 75\%)": what a value is once more, without the brackets around it. */
function withoutAside(given: string): string {
  if (!/[)}]\s*\$?\s*$/.test(given) || !/or|=/.test(given)) return given
  return given
    .replace(
      /\\text ?\{ *\( *or *\}([^()]*?)(?:\)|\\text ?\{ *\) *\})(\s*\$?\s*)$/,
      String.raw`\text{ or }$1$2`,
    )
    .replace(/\( *(=|or(?![a-zA-Z])|\\text ?\{ *or *\})([^()]*)\)(\s*\$?\s*)$/, ' $1 $2$3')
}
