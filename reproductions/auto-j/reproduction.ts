import type { Reproduction } from '@retable/core'
import { claims } from './claims.ts'
import { paper } from './paper.ts'
import { relations } from './relations.ts'

export const reproduction: Reproduction = { paper, claims, relations }
