import type { Reproduction } from '@retable/core'
import { claims } from './claims.ts'
import { evaluations } from './evaluations.ts'
import { paper } from './paper.ts'
import { relations } from './relations.ts'
import { replay } from './replay.ts'

export const reproduction: Reproduction = { paper, claims, relations, replay, evaluations }
