// Writes each package's tsconfig.json: where its declarations go, and the packages of ours that it names as dependencies.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { renew } from '@retable/core/generated-file'
import { tsconfigOf } from '../src/tsconfig.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const packages = globSync('{packages,experiments,reproductions}/*/package.json', { cwd: root })
  .toSorted()
  .map((file) => ({
    folder: path.dirname(file),
    ...(JSON.parse(readFileSync(path.join(root, file), 'utf8')) as PackageFile),
  }))
const folders = new Map(packages.map(({ name, folder }) => [name, folder]))

for (const { folder, dependencies, devDependencies } of packages) {
  const used = Object.keys({ ...dependencies, ...devDependencies })
    .flatMap((name) => folders.get(name) ?? [])
    .toSorted()
  renew(path.join(root, folder, 'tsconfig.json'), tsconfigOf(folder, used))
}

interface PackageFile {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}
