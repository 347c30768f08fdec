/** The commands by name, in the order of `loa --help`. Each is imported once it is asked for: most of a start is imports. */
import type { Command } from 'commander'

type Register = (program: Command) => void

const COMMANDS: Readonly<Record<string, () => Promise<Register>>> = {
  text: async () => (await import('./commands/text.ts')).registerText,
  audience: async () => (await import('./commands/audience.ts')).registerAudience,
  round: async () => (await import('./commands/round.ts')).registerRound,
  serve: async () => (await import('./commands/serve.ts')).registerServe,
  mail: async () => (await import('./commands/mail.ts')).registerMail,
  publish: async () => (await import('./commands/publish.ts')).registerPublish,
  media: async () => (await import('./commands/media.ts')).registerMedia,
  trail: async () => (await import('./commands/trail.ts')).registerTrail,
  roster: async () => (await import('./commands/roster.ts')).registerRoster,
  'signing-page': async () => (await import('./commands/signing-page.ts')).registerSigningPage,
  screening: async () => (await import('./commands/screening.ts')).registerScreening,
  backup: async () => (await import('./commands/backup.ts')).registerBackup,
  restore: async () => (await import('./commands/restore.ts')).registerRestore,
  restored: async () => (await import('./commands/restored.ts')).registerRestored,
  reindex: async () => (await import('./commands/reindex.ts')).registerReindex,
  operator: async () => (await import('./commands/operator.ts')).registerOperator,
  zerorating: async () => (await import('./commands/zerorating.ts')).registerZeroRating,
  cbs: async () => (await import('./commands/cbs.ts')).registerCbs,
  cap: async () => (await import('./commands/cap.ts')).registerCap,
  speaker: async () => (await import('./commands/speaker.ts')).registerSpeaker,
  plan: async () => (await import('./commands/plan.ts')).registerPlan,
  report: async () => (await import('./commands/report.ts')).registerReport,
  smsc: async () => (await import('./commands/smsc.ts')).registerSmsc,
  demo: async () => (await import('../../town/demo.ts')).registerDemo,
  bench: async () => (await import('../../bench/commands/bench.ts')).registerBench,
}

/** Under which heading of `loa --help` it stands, each with the commands that belong together. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Messages and audiences:': ['text', 'audience', 'round'],
  'The authority:': [
    'serve',
    'mail',
    'publish',
    'media',
    'trail',
    'roster',
    'signing-page',
    'screening',
    'backup',
    'restore',
    'restored',
    'reindex',
  ],
  'Operators and free services:': ['operator', 'zerorating'],
  'Other channels:': ['cbs', 'cap', 'speaker'],
  'Plans and reports:': ['plan', 'report'],
  'Rehearsal and measurement:': ['smsc', 'demo', 'bench'],
}

export function groupOf(name: string): string {
  return Object.keys(GROUPS).find(group => GROUPS[group].includes(name)) ?? ''
}

/** The one of that name, or all where there is none. */
export async function commandsFor(name: string | undefined): Promise<readonly Register[]> {
  const known = name !== undefined && Object.hasOwn(COMMANDS, name)
  const wanted = known ? [COMMANDS[name]] : Object.values(COMMANDS)
  return await Promise.all(wanted.map(async load => await load()))
}
