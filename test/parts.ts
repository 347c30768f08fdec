/**
 * Which tests run when. `npm test` has what can break, each once, at the cheapest level at which it can; `npm run test:more` the rest:
 * both databases for all, every page in every manner, drills, long simulations, peers in all their oddities. Whoever names files has all of
 * them. CI runs both (docs/decisions/0034).
 *
 * A file runs where the first rule says whose folder or name its path begins with; 'both' are files whose tests ask `isShort` and `isMore`
 * themselves. `test/house/parts.test.ts` lists every file.
 */

export type Part = 'short' | 'more'

const asked = process.env.LOA_TESTS
/** Of this run: its tests are those of `npm test`, of `npm run test:more`; of neither alone where files were named. */
export const isShort = asked !== 'more'
export const isMore = asked !== 'short'

const RULES: readonly (readonly [string, Part | 'both'])[] = [
  // Each use case on SQLite in one, on PostgreSQL in the other; the store's own suite on both in both.
  ['test/postgres/store.test.ts', 'short'],
  ['test/postgres/commit-mark.test.ts', 'short'],
  ['test/postgres/failover.test.ts', 'more'],
  ['test/postgres/processes.test.ts', 'more'],
  ...each(
    'short',
    'test/postgres/',
    ...['bulletins-bad-days', 'plan-bad-days', 'lent', 'one-server', 'public-files'],
    'subscriptions-sending',
  ),
  ...each('more', 'test/postgres/', 'chance', 'notices-chance', 'plan-chance'),
  ['test/postgres/', 'both'],
  ['test/screening/', 'both'],
  ...each(
    'both',
    'test/authority/',
    'backup',
    'bad-days',
    'no-numbers',
    'one-transaction',
    'stop',
    'story',
  ),
  ['test/attack/', 'both'],
  // Whole processes, one kill after another; machines; what takes long by its nature.
  ['test/drill/', 'more'],
  ...each('more', 'test/authority/', 'machines', 'several-processes', 'rooms-elsewhere'),
  ...each('more', 'test/peers/', 'machines', 'voice-on-a-poor-line', 'public-edge'),
  ...each('more', 'test/round/', 'files', 'leg'),
  ['test/signals/every-state.test.ts', 'more'],
  ['test/report/long.test.ts', 'more'],
  // The demo, what is measured, what others install.
  ['src/app/commands/demo.test.ts', 'more'],
  ['src/app/commands/bench', 'more'],
  ...each('more', 'test/', 'package', 'sbom', 'how-to'),
  // Each page once, wide; in every manner, and what is built anew for it.
  ['test/browser/example-area.test.ts', 'more'],
  ...each(
    'both',
    'test/browser/',
    'pages',
    'bulletins',
    'plan',
    'free',
    'briefing',
    'signing',
    'report',
    'screening',
    'step-up',
  ),
  ['', 'short'],
]

function each(where: Part | 'both', folder: string, ...names: readonly string[]) {
  return names.map(name => [`${folder}${name}.test.ts`, where] as const)
}

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
