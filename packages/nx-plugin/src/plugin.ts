import { globSync } from 'node:fs'
import path from 'node:path'
import { createNodesFromFiles, type CreateNodes } from '@nx/devkit'
import { inferProject } from './infer-project.ts'

/** Nx's name for this plugin. */
export const name = '@retable/nx-plugin'

/** Adds tags and targets to every workspace package. */
export const createNodes: CreateNodes = [
  '{packages,experiments,reproductions}/*/package.json',
  (packageFiles, options, context) =>
    createNodesFromFiles(
      (packageFile) => {
        const root = path.posix.dirname(packageFile)
        const files = globSync('**/*.ts', {
          cwd: path.join(context.workspaceRoot, root),
          exclude: (entry) => entry === 'node_modules' || entry === 'fixtures',
        })
        return { projects: { [root]: inferProject({ root, files }) } }
      },
      packageFiles,
      options,
      context,
    ),
]
