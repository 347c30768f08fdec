/** `loa demo`: February 2020 at one thousandth. */

import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { count } from '../src/app/options.ts'
import { language } from '../src/app/terminal.ts'
import { reason } from '../src/base/failure.ts'
import { baseFailure } from '../src/base/failures.ts'
import { toldBy, untilToldToEnd } from '../src/base/signals.ts'
import type { Month, Visit } from './country.ts'
import { demoFailure } from './failures.ts'

interface DemoFlags {
  readonly scale: number
  readonly rounds: number
  readonly keep?: string
  readonly serve?: true
  readonly listen: string
  readonly json?: true
}

const EXAMPLE = `
Examples:
  loa demo
  loa demo --scale 100 --keep /var/tmp/february
  loa demo --serve              leaves the console open at the end
  loa demo --scale 1            the whole country: it says first what it needs

The operators' numbers of subscribers and all phone numbers are made up. Ends with 1 if the sender's and the centres'
counts differ anywhere.`

/** Of February 2020. */
const ROUNDS = 5
/** The whole country takes rounds one after another on this machine: at least so many segments a second, both ends. */
const SEGMENTS_PER_SECOND = 1_000_000
/** Of sentences in a file, and where no terminal says how wide it is. */
const ROW_SIZE = 110

export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('February 2020 at one thousandth: seven operators, five rounds, two counts')
    .option('--scale <n>', 'one so manieth of the country', count({ from: 1, to: 125_000_000 }), 1000)
    .option('--rounds <n>', 'how many rounds', count({ from: 1, to: ROUNDS }), ROUNDS)
    .option('--keep <dir>', 'make this directory and leave lists, audiences and rounds in it')
    .option('--serve', 'leave the console open at the end, until Ctrl+C')
    .option('--listen <address>', 'where the authority listens', '127.0.0.1:0')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(demo)
}

async function demo(flags: DemoFlags): Promise<void> {
  await untilToldToEnd(async told => {
    const directory = await directoryOf(flags.keep)
    const cache = await mkdtemp(join(tmpdir(), 'loa-demo-cache-'))
    // Some eighty processes of the same program are started: Node reads and compiles it once.
    process.env.NODE_COMPILE_CACHE ??= cache
    try {
      await play(flags, directory, told)
    } finally {
      await rm(cache, { recursive: true, force: true })
      if (flags.keep === undefined) await rm(directory, { recursive: true, force: true })
    }
  })
}

/** A new directory: of the system's own for such, or the one that is asked for. */
async function directoryOf(keep: string | undefined): Promise<string> {
  if (keep === undefined) return await mkdtemp(join(tmpdir(), 'loa-demo-'))
  const directory = resolve(keep)
  try {
    await mkdir(directory, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw baseFailure('fileUnwritable', { file: directory, why: reason(error) })
    const there = await readdir(directory).catch(() => ['a file'])
    if (there.length > 0) throw demoFailure('demoTaken', { directory })
  }
  return directory
}

async function play(flags: DemoFlags, directory: string, stop: AbortSignal): Promise<void> {
  const { gigabytes, planDemo, runDemo } = await import('./country.ts')
  const { showDemo } = await import('./watch.ts')
  const { WORDS } = await import('./words.ts')
  const { BRIEFING_WORDS } = await import('./briefing-words.ts')
  const { BULLETIN_WORDS } = await import('./bulletin-words.ts')
  const { scale, rounds } = flags
  const visit = async (month: Month, url: string, { accounts, briefing }: Visit) => {
    show.stop()
    await print(month, { flags, directory, course: show.course })
    const { visit: invite } = BRIEFING_WORDS[language()]
    process.stderr.write(
      [
        `\n${BULLETIN_WORDS[language()].visit(`${url}/bulletins`)}`,
        invite(briefing.chair, briefing.site),
        `${words.visit(url, accounts)}\n`,
      ].join('\n'),
    )
    await toldBy(stop)
  }
  const options = {
    scale,
    rounds,
    directory,
    keep: flags.keep !== undefined,
    stop,
    listen: flags.listen,
    visit: flags.serve === undefined ? null : visit,
  }
  const plans = await planDemo(options)
  const words = WORDS[language()]
  const show = showDemo({ plans, rounds, language: language(), stream: process.stderr })
  try {
    show.say(words.intro(plans, scale, rounds))
    show.say(words.invented)
    const segments = plans.operators.reduce((sum, each) => sum + each.subscribers, 0) * 11 * rounds
    const minutes = Math.round(segments / SEGMENTS_PER_SECOND / 60)
    if (minutes > 1) show.say(words.space(gigabytes(plans.bytesNeeded), gigabytes(plans.bytesFree), minutes))
    show.say(words.preparing)
    const month = await runDemo(plans, options, show)
    if (flags.serve === undefined) {
      show.stop()
      await print(month, { flags, directory, course: show.course })
    }
  } finally {
    show.stop()
  }
}

interface Printed {
  readonly flags: DemoFlags
  readonly directory: string
  readonly course: readonly string[]
}

/** What matters; all tables go to a file. */
async function print(month: Month, { flags, directory, course }: Printed): Promise<void> {
  const { monthDocument } = await import('./month-document.ts')
  const { monthInShort, monthTable } = await import('./month-table.ts')
  const { writeMonthFiles } = await import('./month-report.ts')
  const { WORDS } = await import('./words.ts')
  const words = WORDS[language()].tables
  const tables = `${monthTable(month, language(), ROW_SIZE)}\n\n${words.courseTitle}\n${course.join('\n')}\n`
  const files = await writeMonthFiles(directory, { isKept: flags.keep !== undefined, tables })
  const document = { ...monthDocument(month), ...files }
  if (flags.json) process.stdout.write(`${JSON.stringify(document)}\n`)
  else {
    const size = process.stdout.columns ?? ROW_SIZE
    process.stdout.write(`\n${monthInShort(month, { language: language(), size, files })}\n`)
    if (flags.keep !== undefined) process.stdout.write(`${words.kept(resolve(flags.keep))}\n`)
  }
  if (!document.sum.equal || document.operators.some(each => !each.equal)) throw demoFailure('demoDiffers')
  if (!document.door.equal) throw demoFailure('demoDoorDiffers')
  if (!document.plan.equal) throw demoFailure('demoPlanDiffers')
  if (!document.bulletin.equal) throw demoFailure('demoBulletinDiffers')
}
