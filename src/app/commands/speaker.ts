/** `loa speaker`: loudspeakers of communes. A file for each subcommand. */
import type { Command } from 'commander'
import type { Language } from '../../base/failure.ts'
import type { Ask } from '../../text/spoken.ts'
import { messageOf } from '../message-file.ts'
import { figure, language } from '../terminal.ts'
import { registerSpeakerDevice } from './speaker-device.ts'
import { registerSpeakerProgramme } from './speaker-programme.ts'

/** `loa speaker spoken`: a message as it is read out, and the words that people must say how to speak. */
interface SpokenOptions {
  readonly file?: string
  readonly json?: true
}

function registerSpeakerSpoken(group: Command): void {
  group
    .command('spoken')
    .description('write a message as read aloud: numbers, dates, abbreviations in words')
    .argument('[text]', 'the message in Vietnamese, used as given')
    .option('--file <file>', 'a UTF-8 file with the message; - is standard input')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLES)
    .action(speak)
}

const EXAMPLES = `
Examples:
  loa speaker spoken 'Gọi 19009095 khi sốt trên 37,5°C'
  loa speaker spoken --file bulletin.txt --json

The spoken text goes to standard output. Words with an unknown reading stay as they are and are named.`

async function speak(given: string | undefined, options: SpokenOptions): Promise<void> {
  const { spoken } = await import('../../text/spoken.ts')
  const { spokenSeconds } = await import('../../text/spoken-seconds.ts')
  const message = await messageOf(given, options.file)
  const read = spoken(message.text, 'vi')
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ spoken: read.spoken, asks: read.asks })}\n`)
    return
  }
  const words = WORDS[language()]
  process.stdout.write(`${read.spoken}\n`)
  const notes = [...read.asks.map(words.ask), words.takes(figure(Math.ceil(spokenSeconds(read.spoken))))]
  process.stderr.write(notes.map(note => `${note}\n`).join(''))
}

const WORDS = {
  vi: {
    ask: ({ word, at }: Ask) => `Chưa rõ cách đọc: ${word} (chữ thứ ${figure(at + 1)})`,
    takes: (seconds: string) => `Đọc hết khoảng ${seconds} giây`,
  },
  en: {
    ask: ({ word, at }: Ask) => `Unknown reading: ${word} (letter ${figure(at + 1)})`,
    takes: (seconds: string) => `Takes about ${seconds} seconds to read`,
  },
} as const satisfies Record<Language, object>

/** `loa speaker heard`: the tags that are heard in a recording. */
const EXAMPLE = `
FILE is WAV of 8000 Hz or more, recorded anywhere. A tag's item is the first 8 digits of the SHA-256 of its id.
Exit code 1 if no tag is heard.

Examples:
  arecord -f S16_LE -r 16000 -d 3600 village.wav
  loa speaker heard village.wav --json`

function registerSpeakerHeard(group: Command): void {
  group
    .command('heard')
    .description('items and clusters heard in a recording')
    .argument('<file>', 'a WAV recording')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', EXAMPLE)
    .action(heard)
}

async function heard(file: string, { json }: { json?: true }): Promise<void> {
  const { heardIn } = await import('../../speaker/recording.ts')
  const tags = heardIn(file).map(({ at, cluster, item, counter }) => ({
    atSeconds: Math.round(at * 100) / 100,
    cluster,
    item,
    counter,
  }))
  if (tags.length === 0) process.exitCode = 1
  if (json) return void process.stdout.write(`${JSON.stringify({ heard: tags })}\n`)
  const none = language() === 'vi' ? 'Không nghe thấy thẻ nào.' : 'No tag heard.'
  const lines = tags.map(
    ({ atSeconds, cluster, item, counter }) => `${atSeconds.toFixed(2).padStart(9)} s  ${cluster}  ${item}  ${counter}`,
  )
  process.stdout.write(`${lines.length === 0 ? none : lines.join('\n')}\n`)
}

const SUBCOMMANDS: readonly ((group: Command) => void)[] = [
  registerSpeakerSpoken,
  registerSpeakerProgramme,
  registerSpeakerDevice,
  registerSpeakerHeard,
]

export function registerSpeaker(program: Command): void {
  const group = program.command('speaker').description('commune loudspeakers: what plays, and the device')
  for (const register of SUBCOMMANDS) register(group)
}
