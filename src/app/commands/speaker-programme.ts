/** `loa speaker programme`: what a device that is on all the time plays between two instants. */
import type { Command } from 'commander'
import { baseFailure } from '../../base/failures.ts'
import { instant } from '../options.ts'
import { language } from '../terminal.ts'

const EXAMPLE = `
FILE is an agenda as JSON (docs/how-to/run-a-loudspeaker.md); - is standard input.

Examples:
  loa speaker programme --agenda agenda.json --from 2026-02-03T00:00:00+07:00 --until 2026-02-04T00:00:00+07:00
  loa speaker programme --agenda - --from 2026-02-03T05:00:00+07:00 --until 2026-02-03T07:00:00+07:00 --json`

/** A thousand items are some 400 kB. */
const FILE_OCTETS_MAX = 8_000_000

interface ProgrammeFlags {
  readonly agenda: string
  readonly from: number
  readonly until: number
  readonly json?: true
}

export function registerSpeakerProgramme(group: Command): void {
  group
    .command('programme')
    .description('what a cluster plays between two times, from its agenda')
    .requiredOption('--agenda <file>', 'the agenda file')
    .requiredOption('--from <instant>', 'start time, with an offset', instant)
    .requiredOption('--until <instant>', 'end time, not included', instant)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(programme)
}

async function programme({ agenda, from, until, json }: ProgrammeFlags): Promise<void> {
  if (until < from) throw baseFailure('usage', { vi: '--until ở trước --from', en: '--until is before --from' })
  const { readContent } = await import('../../speaker/agenda.ts')
  const { programmeDocument, programmeOf } = await import('../../speaker/programme.ts')
  const { readAtMost } = await import('../octets-file.ts')
  const octets = await readAtMost(agenda, FILE_OCTETS_MAX)
  const content = readContent(octets === null ? undefined : jsonOf(octets.toString('utf8')))
  const document = programmeDocument(programmeOf(content, { from, until }), content.timeZone)
  if (json) return void process.stdout.write(`${JSON.stringify(document)}\n`)
  const words = WORDS[language()]
  const lines = document.items.map(
    ({ id, from, until, priority, part, of, cut }) =>
      `${from}  ${until}  ${words[priority]}  ${id}  ${part}/${of}${cut ? `  ${words.cut}` : ''}`,
  )
  const missed = document.missed.map(({ id }) => `${words.missed}: ${id}`)
  const all = [...lines, ...missed]
  process.stdout.write(`${all.length === 0 ? words.nothing : all.join('\n')}\n`)
}

/** Undefined, which no agenda is, where it is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const WORDS = {
  vi: {
    normal: 'thông thường',
    priority: 'ưu tiên',
    urgent: 'khẩn cấp',
    cut: 'bị ngắt',
    missed: 'khung giờ phát đã đầy, không phát được',
    nothing: 'Không phát gì trong khoảng thời gian này.',
  },
  en: {
    normal: 'normal',
    priority: 'priority',
    urgent: 'urgent',
    cut: 'cut',
    missed: 'windows full, not played',
    nothing: 'Nothing plays in this period.',
  },
} as const
