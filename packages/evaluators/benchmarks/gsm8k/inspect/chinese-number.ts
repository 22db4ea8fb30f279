import { digitOf } from './digits.ts'
import { stripped } from './python-space.ts'

const digits: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'零一二三四五六七八九'].map((numeral, value) => [numeral, value])),
  ...Object.fromEntries([...'〇壹贰叁肆伍陆柒捌玖'].map((numeral, value) => [numeral, value])),
  ...{ '○': 0, 貳: 2, 參: 3, 陸: 6, 两: 2, 兩: 2, 幺: 1 },
}
const tens: Readonly<Record<string, number>> = { 廿: 20, 卅: 30, 卌: 40 }
const small: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const large: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8, 兆: 1e12 }
const known = { ...digits, ...tens, ...small, ...large }
const signs = '负負正'

/** The digit that a Chinese numeral is; undefined if it is none. */
export function chineseDigit(letter: string): number | undefined {
  return digits[letter]
}

/** Whether a text has a Chinese numeral in it. */
export function isChinese(text: string): boolean {
  return [...text].some((letter) => letter in known || /[点點]/.test(letter) || signs.includes(letter))
}

/** The number that Chinese numerals spell: digit by digit, or with units; undefined if they spell none. */
export function chineseNumber(text: string): number | undefined {
  const mark = ['点', '點', '．', '.'].find((one) => text.includes(one))
  const at = mark === undefined ? -1 : text.indexOf(mark)
  const whole = at < 0 ? text : text.slice(0, at)
  const hasUnits = [...whole].some((letter) => letter in small || letter in large || letter in tens)
  const integer = hasUnits ? withUnits(whole) : digitByDigit(whole)
  const decimals = at < 0 ? '' : digitsOf(text.slice(at + mark!.length))
  if (integer === undefined || decimals === undefined) return undefined
  let [value, place] = [0, 0.1]
  for (const digit of decimals) {
    value += Number(digit) * place
    place /= 10
  }
  return integer + value
}

function digitByDigit(text: string): number | undefined {
  const found = digitsOf(text)
  return found === undefined ? undefined : Number(found)
}

function digitsOf(text: string): string | undefined {
  const found = [...text]
    .filter((letter) => stripped(letter) !== '')
    .map((letter) => digitOf(letter) ?? digits[letter])
  return found.every((digit) => digit !== undefined) ? found.join('') : undefined
}

function withUnits(text: string): number | undefined {
  let [total, section, number] = [0, 0, 0]
  for (const letter of text) {
    const digit = digits[letter] ?? digitOf(letter)
    if (stripped(letter) === '') continue
    if (letter in tens) section += tens[letter]!
    else if (letter in small) {
      section += (number || 1) * small[letter]!
      number = 0
    } else if (letter in large) {
      total += (section + number) * large[letter]!
      ;[section, number] = [0, 0]
    } else if (digit === undefined) return undefined
    else if (!/[零〇○]/.test(letter)) number = digit
  }
  return total + section + number
}
