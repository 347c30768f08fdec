/** `loa cbs run`, `replace`, `stop`, `resume`, `status`: a broadcast to cells, from its beginning to its end. */

import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { type Command, Option } from 'commander'
import { systemClock } from '../../base/clock.ts'
import { baseFailure } from '../../base/failures.ts'
import type { Random } from '../../base/random.ts'
import { toldBy, untilToldToEnd } from '../../base/signals.ts'
import type { Answer, NewText, Question } from '../../cbc/control.ts'
import type { OpenBook } from '../../cbc/directory.ts'
import type { LinkEvent } from '../../cbc/links.ts'
import type { Ended, RunOptions } from '../../cbc/run.ts'
import type { Begun, Book, BookedBroadcast } from '../../cbs/book.ts'
import type { Scope } from '../../cbs/serial.ts'
import type { CbsState } from '../../cbs/state.ts'
import { readMessage } from '../message-file.ts'
import { count, duration } from '../options.ts'
import { language, reasonSaid } from '../terminal.ts'

interface RunFlags {
  readonly message: readonly string[]
  readonly id: readonly number[]
  readonly bsc: readonly string[]
  readonly cells?: readonly string[]
  readonly exercise?: true
  readonly emergency?: true
  readonly repeat: number
  readonly for: number
  readonly scope: Scope
  readonly code?: number
  readonly update: number
  readonly keepAlive: number
  readonly json?: true
}

interface Flags {
  readonly json?: true
}

const EXITS = '\nExit codes: 0 over, 1 failed, 2 wrong command line, 3 stopped or interrupted.\n'

export function registerCbsBroadcast(cbs: Command): void {
  cbs
    .command('run')
    .description('broadcast until it is over')
    .argument('<dir>', "the broadcast's own directory; will be created")
    .requiredOption('--message <file...>', 'a UTF-8 file for each message; - is standard input')
    .requiredOption('--id <n...>', 'the message identifier of each, 0 to 65535', identifiers)
    .requiredOption(
      '--bsc <url...>',
      'cbsp://HOST:PORT (we connect) or cbsp-listen://HOST:PORT (the BSC connects); add ?period=12 if the BSC reads 12-bit repetition periods',
    )
    .option('--exercise', 'an exercise: only identifiers 4380, 4381, 4398, 4393, 4394, 4399')
    .option('--emergency', 'allow 4370 and 4383, which no phone can switch off')
    .option('--cells <cell...>', 'MCC-MNC-LAC-CI in decimal (default: all cells of each BSC)')
    .addOption(lasting('--repeat <d>', 'repetition period, rounded up to 1.88 s slots', '30s'))
    .addOption(lasting('--for <d>', 'how long to broadcast', '1h'))
    .addOption(
      new Option('--scope <scope>', 'geographical scope of the serial number')
        .choices(['cell', 'plmn', 'area'])
        .default('plmn'),
    )
    .option(
      '--code <n>',
      'message code, 0 to 1023 (default: the next free one next to DIR)',
      count({ from: 0, to: 1023 }),
    )
    .option('--update <n>', 'update number, 0 to 15', count({ from: 0, to: 15 }), 0)
    .addOption(lasting('--keep-alive <d>', 'silence after which the BSC is asked', '30s'))
    .option('--json', 'one JSON document on standard output')
    .addHelpText(
      'after',
      `${EXITS}\nExample:\n  loa cbs run alerts/1 --message alert.txt --id 4371 --bsc cbsp://10.0.0.5:48049 --cells 452-04-100-1234 --for 2h`,
    )
    .action(run)
  cbs
    .command('replace')
    .description('replace the text on the air')
    .argument('<dir>', 'the directory of a running broadcast')
    .requiredOption('--message <file...>', 'the new text; one for each message, or name them by --id')
    .option('--id <n...>', 'which message, if there are several', identifiers)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  loa cbs replace alerts/1 --message correction.txt')
    .action(replace)
  cbs
    .command('stop')
    .description('stop the broadcast at every BSC; name BSCs that do not answer within 10 s')
    .argument('<dir>', 'the directory of a broadcast')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExit codes: 0 every BSC has answered, 3 not all.\n\nExample:\n  loa cbs stop alerts/1')
    .action(stop)
  cbs
    .command('resume')
    .description('after a crash: rebroadcast what should be on the air, stop the rest')
    .argument('<dir>', 'the directory of a broadcast')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', `${EXITS}\nExample:\n  loa cbs resume alerts/1`)
    .action(resume)
  cbs
    .command('status')
    .description('the state on the air, cell by cell, also after a crash')
    .argument('<dir>', 'the directory of a broadcast')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nExample:\n  loa cbs status alerts/1 --json')
    .action(status)
}

/** A duration whose default is shown as people write it. */
function lasting(flags: string, what: string, standard: string): Option {
  return new Option(flags, what).argParser(duration).default(duration(standard), standard)
}

const usage = (said: { vi: string; en: string }) => baseFailure('usage', said)

async function run(dir: string, flags: RunFlags): Promise<void> {
  const { CODES_FEW, createBook } = await import('../../cbc/directory.ts')
  const begin = await beginningOf(flags)
  const open = await createBook(dir, {
    needsCode: flags.code === undefined,
    now: Date.now(),
    begun: code => begin(flags.code ?? code),
  })
  const { codesLeft } = open
  if (codesLeft !== null && codesLeft <= CODES_FEW) process.stderr.write(codesLine(dir, codesLeft))
  await runToItsEnd(dir, open, { json: flags.json === true, isNew: true })
}

/** All that can be wrong is found before anything is made. */
async function beginningOf(flags: RunFlags): Promise<(code: number) => Begun> {
  const { serialNumber } = await import('../../cbs/serial.ts')
  const ids = await identifiersOf(flags)
  const bscs = await bscsOf(flags.bsc)
  const cells = await cellsOf(flags.cells)
  if (flags.for <= 0) throw usage({ vi: '--for phải lớn hơn 0', en: '--for must be more than 0' })
  if (flags.keepAlive <= 0) throw usage({ vi: '--keep-alive phải lớn hơn 0', en: '--keep-alive must be more than 0' })
  if (flags.message.filter(file => file === '-').length > 1) throw baseFailure('standardInputTwice')
  await refuseLongRepeat(flags.repeat)
  const texts: string[] = []
  for (const file of flags.message) texts.push(await textOf(file))
  return code => {
    const at = Date.now()
    const serial = serialNumber({ scope: flags.scope, code, update: flags.update })
    return {
      is: 'begun',
      at,
      until: at + flags.for,
      repeatMs: flags.repeat,
      bscs,
      cells,
      keepAliveMs: flags.keepAlive,
      broadcasts: ids.map((id, i) => ({ ...id, text: texts[i], serial })),
    }
  }
}

async function identifiersOf(flags: RunFlags): Promise<readonly Pick<BookedBroadcast, 'id' | 'kind'>[]> {
  const { emergencyIdentifier, exerciseIdentifier, liveIdentifier } = await import('../../cbs/identifiers.ts')
  if (flags.id.length !== flags.message.length)
    throw usage({
      vi: 'cần một --id cho mỗi --message, theo cùng thứ tự',
      en: 'give an --id for each --message, in the same order',
    })
  if (new Set(flags.id).size !== flags.id.length)
    throw usage({ vi: 'một --id được nêu hai lần', en: 'an --id is given twice' })
  return flags.id.map(id => {
    if (flags.exercise) {
      if (exerciseIdentifier(id) !== null) return { id, kind: 'exercise' }
      throw usage({
        vi: `${id} không phải mã nhận dạng của diễn tập: 4380, 4381, 4398, 4393, 4394, 4399`,
        en: `${id} is not an exercise identifier: 4380, 4381, 4398, 4393, 4394, 4399`,
      })
    }
    if (exerciseIdentifier(id) !== null)
      throw usage({
        vi: `${id} là mã nhận dạng của diễn tập: thêm --exercise`,
        en: `${id} is an exercise identifier: add --exercise`,
      })
    if (emergencyIdentifier(id) !== null) {
      if (flags.emergency) return { id, kind: 'emergency' }
      throw usage({
        vi: `${id} không tắt được trên điện thoại nào: thêm --emergency`,
        en: `no phone can switch off ${id}: add --emergency`,
      })
    }
    assert(liveIdentifier(id) !== null, 'every other number is a live identifier')
    return { id, kind: 'live' }
  })
}

/** One more of them, as commander gathers them. No sign, no leading zero: an identifier has one spelling. */
function identifiers(text: string, before: readonly number[] = []): readonly number[] {
  const value = /^(0|[1-9]\d{0,4})$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= 0xffff))
    throw usage({
      vi: `'${text}' không phải mã nhận dạng bản tin từ 0 đến 65535`,
      en: `'${text}' is not a message identifier from 0 to 65535`,
    })
  return [...before, value]
}

async function bscsOf(urls: readonly string[]): Promise<readonly string[]> {
  const { readBscUrl } = await import('../../cbc/urls.ts')
  const names = urls.map(url => {
    const read = readBscUrl(url)
    if (read !== null) return read.name
    throw usage({
      vi: `'${url}' không có dạng cbsp://HOST:PORT hay cbsp-listen://HOST:PORT`,
      en: `'${url}' is not cbsp://HOST:PORT or cbsp-listen://HOST:PORT`,
    })
  })
  if (new Set(names).size !== names.length)
    throw usage({
      vi: 'một BSC được nêu hai lần, trong khi mỗi BSC chỉ nhận một kết nối',
      en: 'a BSC is given twice, but accepts only one connection',
    })
  return urls
}

async function cellsOf(given: readonly string[] | undefined): Promise<readonly string[] | null> {
  const { CELLS_MAX, cellName, parseCell } = await import('../../cbs/cells.ts')
  if (given === undefined) return null
  const names = given.map(text => {
    const cell = parseCell(text)
    if (cell !== null) return cellName(cell)
    throw usage({
      vi: `'${text}' không phải ô như 452-04-100-1234 (MCC-MNC-LAC-CI)`,
      en: `'${text}' is not a cell such as 452-04-100-1234 (MCC-MNC-LAC-CI)`,
    })
  })
  const cells = [...new Set(names)]
  if (cells.length > CELLS_MAX)
    throw usage({ vi: `một bản tin không chứa quá ${CELLS_MAX} ô`, en: `one message holds at most ${CELLS_MAX} cells` })
  return cells
}

async function refuseLongRepeat(repeatMs: number): Promise<void> {
  const { SLOTS_MAX, slotsOf } = await import('../../cbs/slots.ts')
  if (slotsOf(repeatMs, 1) === null)
    throw usage({ vi: `--repeat dài hơn ${SLOTS_MAX} khe`, en: `--repeat is longer than ${SLOTS_MAX} slots` })
}

/** Fails where it is no message that can be broadcast. */
async function textOf(file: string): Promise<string> {
  const { pagesOf } = await import('../../cbs/pages.ts')
  const { text } = await readMessage(file)
  return pagesOf(text).text
}

async function runToItsEnd(
  dir: string,
  open: OpenBook,
  how: { readonly json: boolean; readonly isNew: boolean },
): Promise<void> {
  const { RunningCentre } = await import('../../cbc/run.ts')
  const running = new RunningCentre(dir, open, runOptions())
  await untilToldToEnd(async told => {
    try {
      await running.start()
    } catch (error) {
      // Nothing was sent: the same command can be run again.
      if (how.isNew) {
        const { rmSync } = await import('node:fs')
        rmSync(dir, { recursive: true, force: true })
      }
      throw error
    }
    void toldBy(told).then(() => running.interrupt())
    const ended = await running.ended
    await print(ended.state, how.json)
    await exitAs(dir, ended)
  })
}

async function exitAs(dir: string, { state, unclean }: Ended): Promise<void> {
  const { cbcFailure } = await import('../../cbc/failures.ts')
  if (state.state === 'over') return
  if (state.state === 'stopped') throw cbcFailure('cbcStopped', { directory: dir })
  if (state.state === 'stopping') throw cbcFailure('cbcStillThere', { directory: dir, bscs: unclean.join(', ') })
  throw cbcFailure('cbcInterrupted', { directory: dir })
}

function runOptions(): RunOptions {
  const random: Random = { below: below => randomInt(below), chance: percent => randomInt(100) < percent }
  return {
    clock: systemClock,
    random,
    say: event => {
      process.stderr.write(event.is === 'disk' ? `loa: ${event.failure.sentence(language())}\n` : linkLine(event))
    },
  }
}

function codesLine(dir: string, left: number): string {
  return language() === 'vi'
    ? `loa: cạnh ${dir} còn ${left} trong 1 024 mã tin; hãy chuyển các tin đã hết giờ đi nơi khác\n`
    : `loa: ${left} of 1 024 message codes are left next to ${dir}; move finished broadcasts away\n`
}

function linkLine(event: LinkEvent): string {
  const vi = language() === 'vi'
  if (event.is === 'connected') return `loa: ${event.bsc}: ${vi ? 'đã kết nối' : 'connected'}\n`
  if (event.is === 'lost')
    return `loa: ${event.bsc}: ${vi ? 'mất kết nối' : 'not connected'} (${reasonSaid(event.why)})\n`
  const refused = vi ? 'từ chối kết nối lạ từ' : 'refused a connection from'
  return `loa: ${event.bsc}: ${refused} ${event.from}\n`
}

async function replace(
  dir: string,
  flags: Flags & { readonly message: readonly string[]; readonly id?: readonly number[] },
): Promise<void> {
  const { cbcFailure } = await import('../../cbc/failures.ts')
  const { id: ids } = flags
  if (ids !== undefined && ids.length !== flags.message.length)
    throw usage({
      vi: 'cần một --id cho mỗi --message, theo cùng thứ tự',
      en: 'give an --id for each --message, in the same order',
    })
  const texts: NewText[] = []
  for (const [i, file] of flags.message.entries()) texts.push({ id: ids?.[i] ?? null, text: await textOf(file) })
  const answer = await eitherWay(dir, { ask: 'replace', texts }, () => {
    throw cbcFailure('cbcNotRunning', { directory: dir })
  })
  await print(answer.state, flags.json === true)
}

async function stop(dir: string, flags: Flags): Promise<void> {
  const { cbcFailure } = await import('../../cbc/failures.ts')
  const { openBook } = await import('../../cbc/directory.ts')
  const { RunningCentre, restingState } = await import('../../cbc/run.ts')
  const ended = await eitherWay(dir, { ask: 'stop' }, async book => {
    if (book.phase.is === 'ended') return { state: restingState(book), unclean: [] }
    const open = await openBook(dir)
    // Another process has taken it up meanwhile: it is asked.
    if (open === null) return null
    const running = new RunningCentre(dir, open, runOptions())
    await running.start()
    const stopped = await running.stop()
    running.interrupt()
    await running.ended
    return stopped
  })
  await print(ended.state, flags.json === true)
  if (ended.unclean.length > 0) throw cbcFailure('cbcStillThere', { directory: dir, bscs: ended.unclean.join(', ') })
}

async function resume(dir: string, flags: Flags): Promise<void> {
  const { openBook } = await import('../../cbc/directory.ts')
  const { restingState } = await import('../../cbc/run.ts')
  const json = flags.json === true
  let open: OpenBook | null = null
  const answer = await eitherWay(dir, { ask: 'state' }, async book => {
    if (book.phase.is === 'ended') return { state: restingState(book), unclean: [] }
    open = await openBook(dir)
    return open === null ? null : { state: restingState(book), unclean: [] }
  })
  if (open !== null) return await runToItsEnd(dir, open, { json, isNew: false })
  await print(answer.state, json)
  if (answer.state.state === 'stopped') await exitAs(dir, answer)
}

async function status(dir: string, flags: Flags): Promise<void> {
  const { restingState } = await import('../../cbc/run.ts')
  const answer = await eitherWay(dir, { ask: 'state' }, book => ({ state: restingState(book), unclean: [] }))
  await print(answer.state, flags.json === true)
}

/** Longer than a process takes to start or to end, with its last answers. */
const EITHER_TRIES = 300
const EITHER_WAIT_MS = 50

/** Asks the process that runs it, or does `resting` where none does. Between the two it tries again. */
async function eitherWay(
  dir: string,
  question: Question,
  resting: (book: Book) => Promise<Ended | null> | Ended | never,
): Promise<Ended> {
  const { askControl } = await import('../../cbc/control.ts')
  const { restingBook } = await import('../../cbc/directory.ts')
  const { cbcFailure } = await import('../../cbc/failures.ts')
  for (let attempt = 0; attempt < EITHER_TRIES; attempt++) {
    const book = await restingBook(dir)
    const ended = book === null ? await asked(askControl(dir, question)) : await resting(book)
    if (ended !== null) return ended
    await new Promise(done => setTimeout(done, EITHER_WAIT_MS))
  }
  throw cbcFailure('cbcRuns', { directory: dir })
}

async function asked(answering: Promise<Answer | null>): Promise<Ended | null> {
  const { CBC_FAILURES } = await import('../../cbc/failures.ts')
  const { Failure } = await import('../../base/failure.ts')
  const answer = await answering
  if (answer === null || 'state' in answer) return answer
  const { failure, details } = answer
  if (failure in CBC_FAILURES) throw new Failure(failure, CBC_FAILURES[failure as keyof typeof CBC_FAILURES], details)
  throw baseFailure('unexpected', { id: failure })
}

async function print(state: CbsState, json: boolean): Promise<void> {
  if (json) {
    process.stdout.write(`${JSON.stringify(state)}\n`)
    return
  }
  const { stateTable } = await import('../cbs-table.ts')
  process.stdout.write(stateTable(state, language()))
}
