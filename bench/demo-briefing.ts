/**
 * The demo's briefing alone, again and again: whether its story comes to the same end each time, and how its poor line, of 64 kbit/s,
 * was found. By hand:
 *
 *   node bench/demo-briefing.ts --times 50
 *
 * Each has a server, a media process and bots of its own, as in `loa demo`, and is the demo's own code. Prints a line for each, and
 * how many there were of each kind; fails where one is not as it should be.
 */
import { parseArgs } from 'node:util'
import { reason } from '../src/base/failure.ts'
import { type BriefingHeld, type BriefingMoment, holdBriefing } from '../town/briefing.ts'
import { silent } from '../town/waiting.ts'
import { withAuthority } from './briefing/real-briefing.ts'
import { measuring } from './measuring.ts'

/** Who came, was away, broke off; who was heard though nobody let them. */
function faultsOf({ expected, came, absentWithReason, dropped, ...held }: BriefingHeld): string[] {
  return [
    ...(came === expected - 1 && absentWithReason === 1 ? [] : [`${came} of ${expected} came`]),
    ...(dropped === 1 ? [] : [`${dropped} dropped`]),
    ...(held.heardWithoutFloor === 0 ? [] : [`${held.heardWithoutFloor} heard without the floor`]),
    ...(held.instructions.done === 1 ? [] : [`${held.instructions.done} instructions done`]),
  ]
}

async function once(stop: AbortSignal): Promise<{ line: string; faults: string[]; seconds: number }> {
  return await withAuthority(async (host, signed) => {
    const [editor, approver] = [signed.get('editor'), signed.get('approver')]
    if (editor === undefined || approver === undefined) throw silent('editor')
    const moments: BriefingMoment[] = []
    const onMoment = (moment: BriefingMoment) => moments.push(moment)
    const held = await holdBriefing({ url: host.url, editor, approver, stop, onMoment })
    const line = moments.find(({ is }) => is === 'poor')
    const faults = faultsOf(held)
    // Of those who are told of in turns: who spoke was heard by all, and by nobody afterwards.
    for (const moment of moments) {
      if (moment.is === 'heard' && moment.by !== moment.of)
        faults.push(`${moment.site} heard by ${moment.by} of ${moment.of}`)
      if ((moment.is === 'revoked' || moment.is === 'withheld') && moment.heardBy > 0)
        faults.push(`${moment.site} ${moment.is}, heard by ${moment.heardBy}`)
    }
    return { line: line?.is === 'poor' ? line.line : 'not found', faults, seconds: held.seconds }
  })
}

const { values } = parseArgs({ options: { times: { type: 'string', default: '50' } } })
const ends = new Map<string, number>()
await measuring(undefined, async ({ stop }) => {
  for (let time = 1; time <= Number(values.times) && !stop.aborted; time++) {
    const end = await once(stop)
      .then(({ line, faults, seconds }) => {
        const said = [`poor line: ${line}`, ...faults].join('; ')
        process.stdout.write(`${time}: ${said}; ${seconds.toFixed(1)} s\n`)
        return said
      })
      .catch((error: unknown) => {
        process.stdout.write(`${time}: ${reason(error)}\n`)
        return reason(error)
      })
    ends.set(end, (ends.get(end) ?? 0) + 1)
  }
})
for (const [end, count] of ends) process.stdout.write(`${count} × ${end}\n`)
if ([...ends.keys()].some(end => !/^poor line: [CD]$/.test(end))) process.exitCode = 1
