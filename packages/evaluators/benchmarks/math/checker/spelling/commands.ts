import { braced, infixes, rootsBraced } from './groups.ts'

const R = String.raw

/** What LaTeX prints alike, in one spelling: a pattern and what is written in its stead. */
const spellings: readonly (readonly [RegExp, string])[] = [
  // Sizes, places and colours say nothing, nor does what is not printed.
  [
    /\\(?:[bB]igg?[lrm]?|middle|(?:display|text|script|scriptscript)style|(?:no)?limits|strut|mathstrut|(?:no|allow)break|hfill|newline|nonumber|notag|ensuremath|mathop|mathbin|mathrel|mathord|mathopen|mathclose|footnotesize|normalsize|[lL]arge|LARGE|[hH]uge|small)(?![a-zA-Z])/g,
    '',
  ],
  [/\\(?:h|v)?phantom ?\{[^{}]*\}|\\(?:label|tag\*?) ?\{[^{}]*\}/g, ''],
  [/\\(?:text)?color ?\{[^{}]*\}|\\colorbox ?\{[^{}]*\}/g, ''],
  [/\\(?:underline|uline) ?\{([^{}]*)\}/g, '$1'],
  [/\\(?:en(?:space|skip)|(?:thin|med|thick)space|nobreakspace)(?![a-zA-Z])|\\>/g, ' '],
  [/\\(?:[hvm]space\*?|mskip|hskip|kern|mkern) ?(?:\{[^{}]*\}|-?[\d.]+ ?(?:pt|em|ex|mu|cm|mm|in))/g, ' '],
  [/\\neg(?:thin|med|thick)space(?![a-zA-Z])/g, R`\!`],
  [/^\s*\\(?:therefore|implies|(?:Long)?[rR]ightarrow)(?![a-zA-Z])/g, ''],
  // Brackets and bars.
  [/\\(?:lvert|rvert|vert|mid)(?![a-zA-Z])/g, '|'],
  [/\\(?:lVert|rVert|Vert|parallel)(?![a-zA-Z])/g, R`\|`],
  [/\\lbrace(?![a-zA-Z])/g, R`\{`],
  [/\\rbrace(?![a-zA-Z])/g, R`\}`],
  [/\\lbrack(?![a-zA-Z])/g, '['],
  [/\\rbrack(?![a-zA-Z])/g, ']'],
  [/\\lparen(?![a-zA-Z])/g, '('],
  [/\\rparen(?![a-zA-Z])/g, ')'],
  // Signs.
  [/\\(?:ast|bullet|cdotp|centerdot)(?![a-zA-Z])/g, R`\cdot `],
  [/\\(?:colon|ratio)(?![a-zA-Z])/g, ':'],
  [/\\(?:slash)(?![a-zA-Z])/g, '/'],
  [/\\(?:empty|O|varnothing)(?![a-zA-Z])|\\\{ *\\\}/g, R`\emptyset `],
  [/\\(?:bigcup)(?![a-zA-Z])/g, R`\cup `],
  [/\\(?:backslash|smallsetminus)(?![a-zA-Z])/g, R`\setminus `],
  [/\\(?:infin)(?![a-zA-Z])/g, R`\infty `],
  [
    /\\(?:textdegree|degrees)(?![a-zA-Z])|(?<=\d) ?\^ ?(?:o(?![a-zA-Z])|\{ ?(?:o|\\(?:text|mathrm|rm) ?\{? ?o ?\}?) ?\})/g,
    R`\degree `,
  ],
  [/\\textdollar(?![a-zA-Z])/g, R`\$`],
  [/\\textpercent(?![a-zA-Z])/g, R`\%`],
  // Fonts: one letter is that letter; more of them are words.
  [/\\(?:mathbb|Bbb) ?(?:\{ ?([A-Z]) ?\}|([A-Z])(?![a-zA-Z]))/g, R`\mathbb{$1$2}`],
  [/\\(?:Reals|R)(?![a-zA-Z])/g, R`\mathbb{R}`],
  [/\\hat ?(?:\{ ?)?\\(?:mathbf|boldsymbol|vec|bm) ?\{ ?([a-zA-Z]) ?\}(?: ?\})?/g, R`\hat{$1}`],
  [/\\hat ?(?:\{ ?\\?([ijk])(?:math)? ?\}|\\?([ijk])(?:math)?(?![a-zA-Z]))/g, '$1$2 '],
  [
    /\\(?:mathbf|boldsymbol|bm|vec|mathit|mathsf|mathcal|mathnormal) ?(?:\{ ?([a-zA-Z]) ?\}|([a-zA-Z])(?![a-zA-Z]))/g,
    '$1$2 ',
  ],
  [/\\(?:mathbf|boldsymbol|bm|mathrm|mathit|mathsf|textbf|textrm) ?\{ ?(-?\d+(?:\.\d+)?) ?\}/g, '$1 '],
  [/\{ ?\\(?:rm|bf|it|sf|tt|sc) ([^{}\\]*)\}/g, R`\text{$1}`],
  [
    /\\(?:emph|textsf|texttt|textsc|textup|textmd|mathsf|mathtt|boldsymbol|bm|hbox|operatorname\*) ?\{/g,
    R`\text{`,
  ],
  // Functions.
  [/\\(?:text|mathrm|operatorname|mbox|textrm) ?\{ ?(arcsin|arccos|arctan|sinh|cosh|tanh|exp) ?\}/g, R`\$1 `],
  [/\\tg(?![a-zA-Z])/g, R`\tan`],
  [/\\ctg(?![a-zA-Z])/g, R`\cot`],
  [/\\cosec(?![a-zA-Z])/g, R`\csc`],
  [/\\arctg(?![a-zA-Z])/g, R`\arctan`],
  [/\\lg(?![a-zA-Z])/g, R`\log`],
  [/\\(sin|cos|tan) ?\^ ?(?:\{ ?- ?1 ?\}|-1)/g, R`\arc$1`],
  // Fractions, binomials and decimals that repeat.
  [/\\(?:[dtc]frac|sfrac|nicefrac|flatfrac)(?![a-zA-Z])/g, R`\frac`],
  [/\\[dt]binom(?![a-zA-Z])/g, R`\binom`],
  [
    /(?:\{ ?\} ?|(?<![\w})'] ?))_ ?(?:\{ ?(\w{1,9}) ?\}|(\w)) ?C ?_ ?(?:\{ ?(\w{1,9}) ?\}|(\w))/g,
    R`\binom{$1$2}{$3$4}`,
  ],
  [/^\{ ?\} ?\^ ?(?:\{ ?(\w{1,9}) ?\}|(\w)) ?C ?_ ?(?:\{ ?(\w{1,9}) ?\}|(\w))/g, R`\binom{$1$2}{$3$4}`],
  [/\\root ?\{?(\d{1,2})\}? ?\\of(?![a-zA-Z]) ?(?:\{([^{}]*)\}|(\w))/g, R`\sqrt[$1]{$2$3}`],
  [/(\.\d{0,20}) ?\\dot ?\{?(\d)\}?(\d{0,20}) ?\\dot ?\{?(\d)\}?/g, R`$1\overline{$2$3$4}`],
  [/(\.\d{0,20}) ?\\(?:bar|dot|overline|widebar) ?(?:\{ ?(\d{1,20}) ?\}|(\d))/g, R`$1\overline{$2$3}`],
  [/\{ ?: ?\}/g, ':'],
  [/\\bar ?\{/g, R`\overline{`],
  [/\\(?:bar|overline) ?([a-zA-Z])(?![a-zA-Z])/g, R`\overline{$1}`],
]

/** What makes the whole table needed: most answers have none of it. */
const unusual =
  /\\(?!(?:[dt]?frac|sqrt|pi|cdot|times|infty|text|circ|begin|end|pm|left|right|in|cup|leq?|geq?)(?![a-zA-Z])|[!,;$%)(])|[\^{] ?[o:]|C ?_/

/** An answer's commands, each in the spelling that the checker reads. */
export function plainCommands(answer: string): string {
  let text = answer
    .replace(/\\(?:left|right)(?![a-zA-Z]) ?\.?/g, '')
    .replace(/\\[dt]frac(?![a-zA-Z])/g, R`\frac`)
  if (unusual.test(text)) {
    text = infixes(text)
    for (const [from, to] of spellings) text = text.replace(from, to)
    text = braced(text, R`\binom`, 2)
  }
  return rootsBraced(braced(text, R`\frac`, 2))
}
