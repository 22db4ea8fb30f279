/**
 * Signs outside ASCII as LaTeX: wide and mathematical letters, blanks and what prints nothing, powers and indices, vulgar
 * fractions, roots with what they cover, Greek letters, and signs that are drawn like another.
 */
export function plainUnicode(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text
  let plain = text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u{1d400}-\u{1d7ff}ℎ]/gu, (letter) => letter.normalize('NFKC'))
    // Invisible signs, among them those for products and applied functions.
    .replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
  // A bar, or a dot, above each digit that repeats.
  plain = plain.replace(/(?:\d[\u0304\u0305\u0307])+/g, (digits) => {
    return String.raw`\overline{${digits.replace(/[\u0304\u0305\u0307]/g, '')}}`
  })
  plain = smallFractions(plain)
    .replace(/[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿⁱˣ]+/g, (powers) => `^{${small(powers, superscripts)}}`)
    .replace(/[₀-₉₊₋]+/g, (indices) => `_{${small(indices, subscripts)}}`)
  plain = plain.replace(/([√∛∜]) ?(\d+(?:\.\d+)?|[a-zA-Zα-ω])?/g, (_, root: string, covered?: string) => {
    return roots[root]! + (covered === undefined ? ' ' : `{${covered}}`)
  })
  // Behind a letter it composes functions.
  return plain.replace(/(?<=\d ?)∘/g, '°').replace(/[^\0-\x7f]/g, (sign) => signs.get(sign) ?? sign)
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣ'
const subscripts = '₀₁₂₃₄₅₆₇₈₉₊₋'
const inLine = '0123456789+-()nix'

function small(signsOf: string, alphabet: string): string {
  return Array.from(signsOf, (sign) => inLine[alphabet.indexOf(sign)] ?? sign).join('')
}

/** "2½" is 2\frac{1}{2}, and so is one of small digits around a fraction slash. */
function smallFractions(text: string): string {
  return text
    .replace(/([⁰¹²³⁴-⁹]+)[⁄/∕]([₀-₉]+)/g, (_, top: string, bottom: string) => {
      return String.raw`\frac{${small(top, superscripts)}}{${small(bottom, subscripts)}}`
    })
    .replace(/[¼½¾⅐-⅞]/g, (sign) => {
      const [top = '', bottom = ''] = sign.normalize('NFKC').split('⁄')
      return String.raw`\frac{${top}}{${bottom}}`
    })
}

const roots: Readonly<Record<string, string>> = {
  '√': String.raw`\sqrt`,
  '∛': String.raw`\sqrt[3]`,
  '∜': String.raw`\sqrt[4]`,
}

/** A line has a command, or what is written in its stead, and the signs that mean it. */
const spellings = String.raw`
- − – — ‐ ‑ ‒ ﹣
\degree ° º ˚
\times × ✕ ⨯
\cdot · ⋅ • ∙ ‧ ∗
/ ÷ ∕ ⁄
: ∶
| ∣ │ ｜
\| ‖ ∥
' ′ ’ ‘
" ″ ” “
... … ⋯
\infty ∞
\leq ≤ ≦
\geq ≥ ≧
\neq ≠
\approx ≈
\equiv ≡
\cup ∪
\cap ∩
\setminus ∖
\in ∈
\subset ⊂
\pm ±
\mp ∓
\emptyset ∅ Ø ⌀
\to →
\implies ⇒ ⟹
\therefore ∴
\angle ∠
\triangle △
\perp ⊥
\mathbb{R} ℝ
\mathbb{Z} ℤ
\mathbb{Q} ℚ
\mathbb{N} ℕ
\mathbb{C} ℂ
\lfloor ⌊
\rfloor ⌋
\lceil ⌈
\rceil ⌉
\langle ⟨ 〈
\rangle ⟩ 〉
\sum ∑
\prod ∏
\int ∫
\alpha α
\beta β
\gamma γ
\delta δ
\epsilon ε ϵ
\zeta ζ
\eta η
\theta θ
\iota ι
\kappa κ
\lambda λ
\mu μ µ
\nu ν
\xi ξ
\pi π
\rho ρ
\sigma σ
\tau τ
\phi φ ϕ
\chi χ
\psi ψ
\omega ω
\Gamma Γ
\Delta Δ ∆
\Theta Θ
\Lambda Λ
\Xi Ξ
\Pi Π
\Phi Φ
\Psi Ψ
\Sigma Σ
\Omega Ω`

const signs: ReadonlyMap<string, string> = new Map(
  spellings
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [command = '', ...given] = line.split(' ')
      // A blank parts a command from a letter behind it.
      const written = /[a-zA-Z]$/.test(command) ? `${command} ` : command
      return given.map((sign): readonly [string, string] => [sign, written])
    }),
)
