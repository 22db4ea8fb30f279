import { tsconfigOf } from './tsconfig.ts'

/** What is known of a paper when its package is made. */
export interface NewPaper {
  readonly id: string
  readonly title?: string
  readonly arxiv?: string
}

/** The files of a new paper's package, by name. What has to be filled in is marked TODO, and a test finds it. */
export function paperFiles({
  id,
  title = 'TODO',
  arxiv = 'TODO',
}: NewPaper): Readonly<Record<string, string>> {
  const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`
  return {
    'package.json': `${JSON.stringify(
      {
        name: `@retable/${id}`,
        version: '0.1.0',
        description: title === 'TODO' ? id : `${title}, arXiv ${arxiv}`,
        license: 'Apache-2.0',
        private: true,
        type: 'module',
        exports: { '.': './reproduction.ts' },
        dependencies: { '@retable/core': '0.1.0' },
      },
      null,
      2,
    )}\n`,
    'tsconfig.json': tsconfigOf(`reproductions/${id}`, ['packages/core']),
    'paper.ts': `import type { Paper } from '@retable/core'

/** What is reproduced. */
export const paper: Paper = {
  id: ${quoted(id)},
  title: ${quoted(title)},
  authors: 'TODO',
  arxiv: ${quoted(arxiv)},
  // Of each version: what was read, for instance "the whole text" or "the abstract".
  versions: [],
}
`,
    'claims.ts': `import type { StatedClaim } from '@retable/core'

/** What the paper states, with the cells that it rests on. */
export const claims: readonly StatedClaim[] = []
`,
    'relations.ts': `import type { Relation } from '@retable/core'

/** What the reported cells must keep among themselves: sums, means, numbers that are said twice. */
export const relations: readonly Relation[] = []
`,
    'reproduction.ts': `import type { Reproduction } from '@retable/core'
import { claims } from './claims.ts'
import { paper } from './paper.ts'
import { relations } from './relations.ts'

export const reproduction: Reproduction = {
  paper,
  claims,
  relations,
  nothingReleased: 'TODO: why no cell can be recomputed; or a replay in its place',
}
`,
    'reproduction.test.ts': `import { testReproduction } from '@retable/core/testing'
import { reproduction } from './reproduction.ts'

testReproduction(import.meta.dirname, reproduction)
`,
    'reported.csv': 'cell,version,table,row,column,metric,value,unit,n,setting,read_from,source\n',
    'README.md': `# ${title === 'TODO' ? id : title}

<!-- paper, generated -->
<!-- end of paper, generated -->
`,
  }
}
