// Draws the rooms and their arrows into README.md, from the table that lint enforces.
import path from 'node:path'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { arrows, paperArrows } from '../src/arrows.ts'

const readme = path.resolve(import.meta.dirname, '../../../README.md')
const id = (room: string) => room.replaceAll('-', '_')
const edges = Object.entries(arrows).flatMap(([room, allowed]) =>
  allowed.map((other) => `  ${id(room)} --> ${id(other)}\n`),
)
const paperEdges = paperArrows.map((room) => `  papers["reproductions/*"] --> ${id(room)}\n`)
const names = Object.keys(arrows).map((room) => `  ${id(room)}["${room}"]\n`)

renew(
  readme,
  betweenMarkers(
    readme,
    'layout, generated',
    `\n\`\`\`mermaid\nflowchart TD\n${names.join('')}${edges.join('')}${paperEdges.join('')}\`\`\`\n\n`,
  ),
)
