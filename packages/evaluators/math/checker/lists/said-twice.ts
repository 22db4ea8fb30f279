import { readAnswer } from '../answer.ts'
import { cleaned } from '../clean.ts'
import { isRoundedFrom } from '../compare/numbers.ts'
import { same } from '../compare/answers.ts'
import { isName } from '../names.ts'
import { commonRange } from '../relations/conditions.ts'
import { splitOutside } from '../split.ts'
import { joined } from './joints.ts'

/**
 * An answer in fewer words: two conditions on one unknown that "and" joins as the range they leave, one value that "or"
 * joins to itself once ("\frac{3}{4} or 0.75", also where the decimal is rounded). Any other answer as it is.
 */
export function settled(given: string): string {
  const group = joined(given)
  if (group === null) return given
  const { joint, parts } = group
  const answers = parts.map((part) => readAnswer(part))
  if (joint === 'and') return commonRange(answers) ?? given
  const [first] = answers
  const isOnce = answers.every((answer) => answer !== null && first != null && same(answer, first))
  if (isOnce) return parts[0]!
  const [one, other] = parts.map((part) => cleaned(part))
  if (parts.length > 2 || one === undefined || other === undefined) return given
  if (isRoundedFrom(one, other)) return parts[1]!
  return isRoundedFrom(other, one) ? parts[0]! : given
}

/** A value and the same in percent: "\frac{3}{4} = 75\%"; null for any other answer. */
export function valueAndPercent(given: string): readonly [value: string, percent: string] | null {
  if (!given.includes('%')) return null
  const group = joined(given)
  const sides = splitOutside(given.replace(/(?<!\\)\$/g, ' '), (at) => (given[at] === '=' ? 1 : 0))
  const parts = (group?.joint === 'or' ? group.parts : sides).map((part) => part.trim())
  const [left, right] = parts.length === 3 && isName(parts[0]!) ? parts.slice(1) : parts
  if (left === undefined || right === undefined || parts.length > 3) return null
  const [value, percent] = left.includes('%') ? [right, left] : [left, right]
  if (value.includes('%') || !/^[-\d., ]+\\?%$/.test(percent)) return null
  const [whole, hundredths] = [readAnswer(value), readAnswer(String.raw`\frac{${cleaned(percent)}}{100}`)]
  return whole !== null && hundredths !== null && same(whole, hundredths) ? [value, percent] : null
}
