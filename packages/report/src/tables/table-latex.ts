import { printable } from '../text/printable.ts'
import { readable, type Table } from './table.ts'

/** A table as a LaTeX float with the rules of booktabs, its title as caption and its notes below. No text of it is a command. */
export function tableLatex(table: Table): string {
  const { columns, rows } = readable(table)
  const line = (cells: readonly string[]) => `    ${cells.map(latexText).join(' & ')} \\\\\n`
  const notes = (table.notes ?? []).map((note) => `  \\par\\footnotesize ${latexText(note)}\n`)
  return [
    '\\begin{table}\n  \\centering\n',
    table.title.trim() === '' ? '' : `  \\caption{${latexText(table.title)}}\n`,
    `  \\begin{tabular}{${columns.map(({ align }) => (align === 'right' ? 'r' : 'l')).join('')}}\n`,
    '    \\toprule\n',
    line(columns.map(({ title }) => title)),
    '    \\midrule\n',
    ...rows.map(line),
    '    \\bottomrule\n  \\end{tabular}\n',
    ...notes,
    '\\end{table}\n',
  ].join('')
}

/** A text on one line that LaTeX sets as it is, in pdflatex, XeLaTeX and LuaLaTeX. */
export function latexText(text: string): string {
  return (
    printable(text.replaceAll('\n', ' ').trim())
      .replace(special, (character) => commands[character]!)
      // Ligatures would make dashes, quotes and Spanish marks of them.
      .replace(/([-',])(?=\1)/g, '$1{}')
      // At the start of a row these would be arguments of the line's end before it.
      .replace(/^[[*]/, '{$&}')
  )
}

/** Letters that fonts for text lack. */
const greek =
  'α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau φ phi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega'

/** Braces keep a space after each. */
const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
  '≥': '\\ensuremath{\\geq}',
  '≤': '\\ensuremath{\\leq}',
  '≠': '\\ensuremath{\\neq}',
  '≈': '\\ensuremath{\\approx}',
  '−': '\\ensuremath{-}',
  '∞': '\\ensuremath{\\infty}',
  ...Object.fromEntries(
    [...greek.matchAll(/(\S) (\w+)/g)].map(([, letter = '', name]) => [letter, `\\ensuremath{\\${name}}`]),
  ),
}

const special = new RegExp(`[${Object.keys(commands).join('').replace(/[\\^]/g, '\\$&')}]`, 'g')
