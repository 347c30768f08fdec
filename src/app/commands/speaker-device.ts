/** `loa speaker enrol`, `trust`, `run`, `off`, `on`: the device of a cluster of loudspeakers. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../../base/clock.ts'
import { reason } from '../../base/failure.ts'
import { baseFailure } from '../../base/failures.ts'
import { toldBy, untilToldToEnd } from '../../base/signals.ts'
import { chance, logTo } from '../program-log.ts'
import { language } from '../terminal.ts'
import { version } from '../version.ts'

const DATA = 'speaker-data'

interface RunFlags {
  readonly key: string
  readonly data: string
  readonly authority?: string
  readonly sink: string
  readonly json?: true
}

export function registerSpeakerDevice(group: Command): void {
  group
    .command('enrol')
    .description('create a key and enrol it with the authority, once')
    .requiredOption('--authority <url>', 'https://host')
    .requiredOption('--code <code>', 'the enrolment code from the authority')
    .requiredOption('--key <file>', 'where to write the key')
    .addHelpText(
      'after',
      `
An answer that was lost costs no code: ask again with the same one.

Example:
  loa speaker enrol --authority https://loa.example --code CODE --key speaker.key`,
    )
    .action(enrolDevice)
  group
    .command('trust')
    .description('pin the hours of the device, whatever the authority asks for')
    .requiredOption('--key <file>', 'the key file from enrol')
    .requiredOption('--hours <windows>', 'windows of a day, for example 05:30-06:30,17:00-18:00')
    .option('--zone <zone>', "the time zone of the hours; default: the pinned one, otherwise Vietnam's")
    .addHelpText(
      'after',
      `
A running device takes it up at its next start. What is urgent is played whatever the hour.

Example:
  loa speaker trust --key speaker.key --hours 05:30-06:30,17:00-18:00 --zone Asia/Ho_Chi_Minh`,
    )
    .action(trustHours)
  group
    .command('run')
    .description('the device: plays what two people approved, and reports plays')
    .requiredOption('--key <file>', 'the key file from enrol')
    .option('--data <dir>', 'journal and sound files of this device', DATA)
    .option('--authority <url>', 'https://host; default: the one in the key file')
    .option('--sink <sink>', 'alsa:NAME, or wav:DIR for one file per play', 'alsa:default')
    .option('--json', 'log as JSON lines, also on a terminal')
    .addHelpText(
      'after',
      `
Example:
  loa speaker run --key speaker.key --data /var/lib/loa --sink alsa:plughw:1`,
    )
    .action(runDevice)
  group
    .command('off')
    .description("the commune's switch: stop playing at once and play nothing more")
    .option('--data <dir>', 'the folder of the device', DATA)
    .addHelpText('after', '\nExample:\n  loa speaker off --data /var/lib/loa')
    .action(({ data }: { data: string }) => switchOff(data))
  group
    .command('on')
    .description('allow playing again')
    .option('--data <dir>', 'the folder of the device', DATA)
    .addHelpText('after', '\nExample:\n  loa speaker on --data /var/lib/loa')
    .action(({ data }: { data: string }) => rmSync(join(data, OFF), { force: true }))
}

/** OFF_FILE of the room, which is loaded when a device runs. */
const OFF = 'off'

async function enrolDevice(flags: { authority: string; code: string; key: string }): Promise<void> {
  const { enrol } = await import('../../speaker/enrolment.ts')
  const { authority: url, code, key: file } = flags
  const { hoursText } = await import('../../speaker/hours.ts')
  const { cluster, name, purpose, hours } = await enrol({ url, code, file, clock: systemClock })
  process.stderr.write(`loa: ${cluster} (${name}), ${purpose}: ${file}\n`)
  const words = WORDS[language()]
  const pinned = hours === undefined ? words.none : words.pinned(hoursText(hours))
  process.stderr.write(`loa: ${pinned}\n`)
}

async function trustHours(flags: { key: string; hours: string; zone?: string }): Promise<void> {
  const { isTimeZone } = await import('../../base/wall-time.ts')
  const { hoursText, windowsIn } = await import('../../speaker/hours.ts')
  const { pinHours, readKeyFile } = await import('../../speaker/key-file.ts')
  const { key: file } = flags
  const before = readKeyFile(file).hours
  const timeZone = flags.zone ?? before?.timeZone ?? ZONE
  const windows = windowsIn(flags.hours)
  if (!isTimeZone(timeZone) || windows === null)
    throw baseFailure('usage', {
      vi: `--hours là các khung giờ không chồng lên nhau như 05:30-06:30,17:00-18:00, --zone là múi giờ như ${ZONE}`,
      en: `--hours needs windows that do not overlap, for example 05:30-06:30,17:00-18:00; --zone a time zone, for example ${ZONE}`,
    })
  const hours = { timeZone, windows: [...windows] }
  pinHours(file, hours)
  const words = WORDS[language()]
  const was = before === undefined ? '' : ` (${words.before(hoursText(before))})`
  process.stderr.write(`loa: ${file}: ${words.pinned(hoursText(hours))}${was}\n`)
}

const ZONE = 'Asia/Ho_Chi_Minh'
const WORDS = {
  vi: {
    pinned: (hours: string) => `chỉ phát trong khung giờ ${hours}, trừ bản tin khẩn cấp`,
    before: (hours: string) => `trước đây: ${hours}`,
    none: 'cơ quan chủ quản không cho biết khung giờ: hãy ghim bằng loa speaker trust',
  },
  en: {
    pinned: (hours: string) => `plays only within ${hours}, except urgent bulletins`,
    before: (hours: string) => `before: ${hours}`,
    none: 'the authority gave no hours: pin them with loa speaker trust',
  },
} as const

async function runDevice(flags: RunFlags): Promise<void> {
  const { readKeyFile } = await import('../../speaker/key-file.ts')
  const { checkUrl } = await import('../../speaker/enrolment.ts')
  const { formsHere } = await import('../../speaker/coding.ts')
  const { sinkOf } = await import('../../speaker/sinks.ts')
  const { SpeakerDevice } = await import('../../speaker/device.ts')
  const keys = readKeyFile(flags.key)
  const log = await logTo({ json: flags.json === true })
  await untilToldToEnd(async told => {
    const device = await SpeakerDevice.start({
      directory: flags.data,
      keys,
      url: checkUrl(flags.authority ?? keys.authority.url),
      sink: sinkOf(flags.sink, systemClock),
      decodes: await formsHere(),
      clock: systemClock,
      random: chance,
      log,
      version: version(),
    })
    log.info('device ready', { cluster: keys.cluster, version: version() })
    await toldBy(told)
    await device.close()
    log.info('device stopped')
  })
}

function switchOff(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    writeFileSync(join(data, OFF), '')
  } catch (error) {
    throw baseFailure('fileUnwritable', { file: data, why: reason(error) })
  }
}
