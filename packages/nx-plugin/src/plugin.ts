import { globSync } from 'node:fs'
import path from 'node:path'
import { createNodesFromFiles, type CreateNodes } from '@nx/devkit'
import { inferProject } from './infer-project.ts'

/** Nx's name for this plugin. */
export const name = '@retable/nx-plugin'

/** Adds tags and targets to every workspace package, and to what stands above them all. */
export const createNodes: CreateNodes = [
  '{package.json,packages/*/package.json,experiments/*/package.json,reproductions/*/package.json}',
  (packageFiles, options, context) =>
    createNodesFromFiles(
      (packageFile) => {
        const root = path.posix.dirname(packageFile)
        const inside = (folder: string) => path.join(context.workspaceRoot, folder)
        const files = globSync(root === '.' ? '*.ts' : '**/*.ts', {
          cwd: inside(root),
          exclude: (entry) => entry === 'node_modules' || entry === 'fixtures',
        })
        const results = inside(`results/${path.basename(root)}`)
        const isRecorded = root !== '.' && globSync('*/manifest.json', { cwd: results }).length > 0
        const name = root === '.' ? { name: 'retable' } : {}
        return { projects: { [root]: { ...name, ...inferProject({ root, files, isRecorded }) } } }
      },
      packageFiles,
      options,
      context,
    ),
]
