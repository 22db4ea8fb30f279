import nx from '@nx/eslint-plugin'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'
import { dependencyConstraints } from '@retable/nx-plugin'

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing has one name everywhere.',
}

export default defineConfig(
  globalIgnores(['**/node_modules', '.nx', '.retable', '**/fixtures']),
  {
    files: ['**/*.ts', '**/*.js'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-restricted-syntax': ['error', noDefaultExport],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/only-throw-error': 'off',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          depConstraints: dependencyConstraints(),
          banTransitiveDependencies: false,
          // What a verb does not always need is loaded where it is needed, though another verb needs it always.
          checkDynamicDependenciesExceptions: ['.*'],
        },
      ],
    },
  },
  {
    // Vitest's asymmetric matchers are typed any.
    files: ['**/*.test.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Tools that read a default export.
    files: ['*.config.ts', '*.config.js', '**/vitest-reporter.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
