/**
 * The file in which an operator keeps the rating groups of its services: read where it is there, extended by services that
 * have none yet, never renumbered. Written only where something was added.
 */

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { writeOver } from '../base/new-file.ts'
import { NO_GROUPS, type RatingGroups, ratingGroups, withGroupsFor } from '../zerorating/feeds/rating-groups.ts'
import type { InForce } from '../zerorating/in-force.ts'
import { appFailure } from './failures.ts'
import { readText } from './zerorating-lists.ts'

const GROUPS_FILE = 'rating-groups.json'

/** Beside the first list, where no other place is named. Fails with usage where the list comes from standard input. */
export function groupsFileFor(lists: readonly string[], named: string | undefined): string {
  if (named !== undefined) return named
  if (lists[0] === '-')
    throw baseFailure('usage', {
      vi: 'danh mục từ đầu vào chuẩn cần --groups FILE',
      en: 'a list from standard input needs --groups FILE',
    })
  return join(dirname(lists[0]), GROUPS_FILE)
}

export function readGroups(file: string): RatingGroups {
  if (!existsSync(file)) return NO_GROUPS
  try {
    return ratingGroups.parse(JSON.parse(readText(file)))
  } catch (error) {
    if (error instanceof Failure) throw error
    throw appFailure('ratingGroupsWrong', { file })
  }
}

/** Those of the file and of every service of the lists. */
export function keepGroupsFor(force: InForce, file: string): RatingGroups {
  const kept = readGroups(file)
  const groups = withGroupsFor(force.services, kept)
  if (groups.groups.length > kept.groups.length) writeOver(file, `${JSON.stringify(groups, null, 2)}\n`)
  return groups
}
