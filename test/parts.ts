/**
 * Which tests run when. `npm test` has what can break, each once, at the cheapest level at which it can; `npm run test:more` the rest:
 * both databases for all, every page in every manner, drills, long simulations, peers in all their oddities. Whoever names files has all of
 * them. CI runs both (docs/decisions/0034).
 *
 * A file runs where the first rule says whose folder or name its path begins with; 'both' are files whose tests ask `isShort` and `isMore`
 * themselves. `test/house/parts.test.ts` lists every file.
 */

import { describe, test } from 'node:test'

export type Part = 'short' | 'more'

const asked = process.env.LOA_TESTS
/** Of this run: its tests are those of `npm test`, of `npm run test:more`; of neither alone where files were named. */
export const isShort = asked !== 'more'
export const isMore = asked !== 'short'

const RULES: readonly (readonly [string, Part | 'both'])[] = [
  // Each use case on SQLite in one, on PostgreSQL in the other; the store's own suite on both in the first.
  ...each('short', 'test/postgres/', 'store commit-mark plan-bad-days'),
  ...each('short', 'test/postgres/', 'public-files'),
  ...each('more', 'test/postgres/', 'failover processes chance notices-chance plan-chance free-agrees'),
  ...each('more', 'test/postgres/', 'lent one-server'),
  ['test/postgres/', 'both'],
  ['test/screening/', 'both'],
  ...each('short', 'test/attack/', 'loudspeakers'),
  ['test/attack/', 'both'],
  // Real processes: one death of each in one, all that befalls them in the other.
  ...each('both', 'test/authority/', 'backup bad-days briefing months no-numbers one-transaction publish stop story'),
  ...each('more', 'test/authority/', 'machines several-processes attacked-in-turn rooms-elsewhere options watchers'),
  ...each('more', 'test/authority/', 'faults first-hour two-versions'),
  ...each('both', 'test/authority/', 'old-data'),
  ...each('both', 'test/round/', 'binds control'),
  ...each('more', 'test/round/', 'files leg'),
  ['test/drill/', 'more'],
  ...each('more', 'test/signals/', 'every-state'),
  // In virtual time: some seeds, and many; bad lines of media for minutes.
  ...each('both', 'test/simulation/', 'takeover.sim round.sim hall.sim store told-line.sim'),
  ...each('more', 'test/simulation/', 'briefing.sim recorder.sim forwarding.sim poor-line.sim'),
  // Peers that take long to come up, or to hear.
  ...each('both', 'test/peers/', 'freediameter'),
  ...each('more', 'test/peers/', 'machines voice-on-a-poor-line public-edge'),
  ['test/report/', 'more'],
  // Some by chance, and many; all that may be asked by some who may not, and by everybody.
  ...each('both', 'src/audit/', 'agrees bad-input'),
  ...each('both', 'src/base/', 'signals'),
  ...each('both', 'src/audience/', 'import collect file scan'),
  ...each('both', 'src/plan/', 'check criteria data effects proposals situation'),
  ...each('both', 'src/cap/', 'signature work write'),
  ...each('both', 'src/report/', 'words'),
  ...each('both', 'src/http/', 'routes'),
  ...each('both', 'src/operator/', 'kill kill-broadcast taken-server two-addresses'),
  ...each('both', 'src/speaker/', 'device'),
  ...each('more', 'src/sfu/', 'peer'),
  // The demo, what is measured, what others install.
  ['town/demo.test.ts', 'more'],
  ['bench/commands/', 'more'],
  ...each('more', 'test/', 'package sbom'),
  ...each('both', 'test/', 'deploy how-to'),
  // A story an area, and each page once, wide; in every manner, and what is built anew for it.
  ...each('both', 'test/browser/', 'pages bulletins plan free briefing signing report'),
  ...each('both', 'test/browser/', 'screening step-up kiosk story bulletins-public'),
  ...each('more', 'test/browser/', 'example-area briefing-room briefing-line briefing-story'),
  ...each(
    'more',
    'test/browser/',
    'briefing-firefox briefing-media briefing-room-deeds states signing-page addresses first-hour writing',
  ),
  ['', 'short'],
]

function each(where: Part | 'both', folder: string, names: string) {
  return names.split(' ').map(name => [`${folder}${name}.test.ts`, where] as const)
}

/** So many by chance, of a size, or in turn; where one is as good as the next, `npm test` has the first and the rest all. */
export function howMany(short: number, more: number): number {
  return isMore ? more : short
}

/** A test, and a suite, of `npm run test:more`, in a file that has others. */
export const testMore = ((...given: Parameters<typeof test>) => {
  if (isMore) void test(...given)
}) as typeof test

export const describeMore = ((...given: Parameters<typeof describe>) => {
  if (isMore) void describe(...given)
}) as typeof describe

export function whereRuns(file: string): Part | 'both' {
  const path = file.replaceAll('\\', '/')
  const [, where] = RULES.find(([start]) => path.startsWith(start)) ?? ['', 'short' as const]
  return where
}

export function runsIn(part: Part): (file: string) => boolean {
  return file => {
    const where = whereRuns(file)
    return where === 'both' || where === part
  }
}

export const STARTS: readonly string[] = RULES.map(([start]) => start)
