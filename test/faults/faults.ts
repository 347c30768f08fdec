/**
 * Faults that people would suffer from, each as one change of one file: what goes wrong in the world, and which tests find it. `run.ts`
 * plants them one after another; `test/house/faults.test.ts` keeps the list true. A fault changes what the code does and not
 * whether it has the right types.
 *
 * Most are found by `npm test`; what only PostgreSQL, a phone or a drill shows is found by `npm run test:more` (docs/decisions/0034).
 */
import { type Part, runsIn, whereRuns } from '../parts.ts'

export interface Fault {
  /** What goes wrong in the world. */
  readonly name: string
  readonly file: string
  /** A piece of the file that stands there once, and what takes its place. */
  readonly from: string
  readonly to: string
  /** Files of tests that find it, as few as do. */
  readonly by: readonly string[]
  /** Of files with tests of both commands: it is a test of `npm run test:more` that finds it. */
  readonly onlyMore?: boolean
  /** The console has to be built anew to have it. */
  readonly ofConsole?: boolean
}

/** The command that finds it. */
export function foundWith({ by, onlyMore = false }: Fault): Part {
  return onlyMore || by.every(file => whereRuns(file) === 'more') ? 'more' : 'short'
}

/** Of its files those that this command does not run: there is none. */
export function runElsewhere(fault: Fault): readonly string[] {
  const runs = runsIn(foundWith(fault))
  return fault.by.filter(file => !runs(file))
}

/** Fails where it is not there, or more than once. */
export function planted(text: string, { name, file, from, to }: Fault): string {
  const times = text.split(from).length - 1
  if (times !== 1) throw new Error(`${name}: what it alters stands ${times} times in ${file}`)
  return text.replace(from, () => to)
}

export const FAULTS: readonly Fault[] = [
  {
    name: 'an entry of a journal that was altered on the disk is believed',
    file: 'src/base/journal.ts',
    from: 'if (match === null || sumOf(before, match[2]) !== match[1]) return null',
    to: 'if (match === null) return null',
    by: ['src/base/journal.test.ts'],
  },
  {
    name: 'a text of one letter more than an SMS holds is said to be one SMS',
    file: 'src/text/split.ts',
    from: 'if (total <= single) return',
    to: 'if (total <= single + 1) return',
    by: ['src/text/split.test.ts'],
  },
  {
    name: 'what a person writes back counts as a receipt',
    file: 'src/smpp/receipts.ts',
    from: 'if (!isReceipt && type !== ESM_INTERMEDIATE) return null',
    to: 'if (!isReceipt && type !== ESM_INTERMEDIATE && receiptText(pdu) === "") return null',
    by: ['src/smpp/receipts.test.ts'],
  },
  {
    name: 'a charging request that goes in a circle is passed on again',
    file: 'src/diameter/relay.ts',
    from: 'if (isIdentityAt(request, walker.from, walker.to, lowered)) return true',
    to: 'if (isIdentityAt(request, walker.from, walker.to, lowered)) return false',
    by: ['src/diameter/relay.test.ts'],
  },
  {
    name: 'a packet of a voice that comes twice is heard twice',
    file: 'src/rtp/source-sequence.ts',
    from: "if (this.#came[place] === 1) return 'duplicate'",
    to: "if (this.#came[place] === 2) return 'duplicate'",
    by: ['src/rtp/source-sequence.test.ts'],
  },
  {
    name: 'who speaks in a briefing hears itself',
    file: 'src/media/arrangement.ts',
    from: 'of === null || of === site ? null : { site: of, kind',
    to: 'of === null ? null : { site: of, kind',
    by: ['src/media/arrangement.test.ts'],
  },
  {
    name: 'who asked to be left out of a round gets the message',
    file: 'src/audience/algebra.ts',
    from: 'if (x < y) out[next++] = x',
    to: 'if (x <= y) out[next++] = x',
    by: ['src/audience/algebra.test.ts'],
  },
  {
    name: 'a number that is in two lists gets the message twice',
    file: 'src/audience/algebra.ts',
    from: 'out[next++] = Math.min(x, y)\n    if (x <= y) i++\n    if (y <= x) j++',
    to: 'out[next++] = Math.min(x, y)\n    if (x <= y) i++\n    else j++',
    by: ['src/audience/algebra.test.ts'],
  },
  {
    name: 'a receipt that comes twice counts twice',
    file: 'src/round/accounts.ts',
    from: 'if (ledger.receipts[rank * shape.ids + j] !== 0) {\n      counters[DUPLICATE]++\n      return true\n    }',
    to: 'if (ledger.receipts[rank * shape.ids + j] !== 0) counters[DUPLICATE]++',
    by: ['test/round/receipts.test.ts'],
  },
  {
    name: 'after a crash subscribers get a second copy',
    file: 'src/round/recovery.ts',
    from: 'if (outcome === SENDING || (outcome === UNSENT && rank < intent))',
    to: 'if (outcome === SENDING)',
    by: ['src/round/recovery.test.ts'],
  },
  {
    name: 'a standby takes over from an owner that is silent, and does not ask whether it is there',
    file: 'src/round/standby.ts',
    from: 'if (this.#unanswered < ASKS) {',
    to: 'if (this.#unanswered < 0) {',
    by: ['src/round/standby.test.ts'],
  },
  {
    name: 'messages go on for a minute after the hours in which they may go out',
    file: 'src/round/hours.ts',
    from: '? minute >= hours.from && minute < hours.to',
    to: '? minute >= hours.from && minute <= hours.to',
    by: ['src/round/hours.test.ts'],
  },
  {
    name: 'half of a long message goes out where the queue has no room for the rest',
    file: 'src/endpoint/sending.ts',
    from: 'this.#link.room < pdus.length',
    to: 'this.#link.room < 1',
    by: ['src/endpoint/odd-peers.test.ts'],
  },
  {
    name: 'one person is enough to send a round to a whole country',
    file: 'src/directive/proof.ts',
    from: "if (first.id === second.id) throw lacksTwoPeople('approve', 'same-person')",
    to: "if (first.id === '') throw lacksTwoPeople('approve', 'same-person')",
    by: ['src/directive/claims.test.ts'],
  },
  {
    name: 'a signed document of another kind passes for a directive',
    file: 'src/directive/signing.ts',
    from: 'if (result.protectedHeader.typ !== typOf(expected.type))',
    to: 'if (result.protectedHeader.typ === undefined)',
    by: ['src/directive/signing.test.ts'],
  },
  {
    name: 'a hotline is free for an instant longer than the list says',
    file: 'src/zerorating/in-force.ts',
    from: 'if (interval.from <= at && at < interval.until) return interval',
    to: 'if (interval.from <= at && at <= interval.until) return interval',
    by: ['src/zerorating/in-force.test.ts'],
  },
  {
    name: 'a call to a hotline that was forwarded to a paid number is free',
    file: 'src/charging/rating.ts',
    from: 'const isForwarded = dialled.some(number => number !== called)',
    to: 'const isForwarded = dialled.every(number => number !== called)',
    by: ['src/charging/gateway.test.ts'],
  },
  {
    name: 'a charging record that was delivered twice is refunded twice',
    file: 'src/audit/judge.ts',
    from: 'WHERE NOT is_same OR rows.id <> first',
    to: 'WHERE NOT is_same',
    by: ['src/audit/bad-input.test.ts'],
  },
  {
    name: 'an alert that was altered after it was signed is taken for the authority’s',
    file: 'src/cap/verify.ts',
    from: 'if (!digest.equals(reference.digest))',
    to: 'if (digest.length !== reference.digest.length)',
    by: ['src/cap/signature.test.ts'],
  },
  {
    name: 'a broadcast counts as off the air though a cell goes on with it',
    file: 'src/cbs/bsc-broadcast.ts',
    from: 'if (!failures.every(({ cause }) => IS_OFF.has(cause)))',
    to: 'if (failures.length > 1 && !failures.some(({ cause }) => IS_OFF.has(cause)))',
    by: ['src/cbs/bsc.test.ts'],
  },
  {
    name: 'one person is enough to change the level of a province',
    file: 'src/plan/situation.ts',
    from: "if (submitted === approved) throw planFailure('changeNeedsTwo'",
    to: "if (submitted === '') throw planFailure('changeNeedsTwo'",
    by: ['src/plan/situation.test.ts'],
  },
  {
    name: 'subscribers of several rounds are summed up as if they were as many people',
    file: 'src/report/working-out.ts',
    from: 'values.reduce((most, value) => Math.max(most, value), 0)',
    to: 'values.reduce((most, value) => most + value, 0)',
    by: ['src/report/compose.test.ts'],
  },
  {
    name: 'a loudspeaker takes an older agenda, and plays what was withdrawn',
    file: 'src/speaker/admission.ts',
    from: 'read.content.serial <= by.held.serial',
    to: 'read.content.serial < 0',
    by: ['src/speaker/admission.test.ts'],
  },
  {
    name: 'a loudspeaker plays one signed sound as often as a server has ids for it',
    file: 'src/speaker/station.ts',
    from: 'return key === undefined ? [] : { ...itemOf(item, place), key }',
    to: 'return key === undefined ? [] : itemOf(item, place)',
    by: ['src/speaker/station.test.ts'],
  },
  {
    name: 'a warning is still played after it has expired',
    file: 'src/speaker/timetable.ts',
    from: 'if (played < item.perWindow && now + item.ms <= item.notAfter) return item',
    to: 'if (played < item.perWindow) return item',
    by: ['src/speaker/programme.test.ts'],
  },
  {
    name: 'two broadcasts go out under one number, and phones show but one',
    file: 'src/cbc/directory.ts',
    from: 'for (const code of codes) freeAt.set(',
    to: 'for (const code of codes.slice(1)) freeAt.set(',
    by: ['src/cbc/directory.test.ts'],
  },
  {
    name: 'a site that floods a briefing with small packets is not stopped',
    file: 'src/sfu/flood.ts',
    from: 'return this.#packets > PACKETS_MAX || this.#octets > OCTETS_MAX',
    to: 'return this.#octets > OCTETS_MAX',
    by: ['src/sfu/flood.test.ts'],
  },
  {
    name: 'a directive that was carried out is carried out again',
    file: 'src/operator/memory.ts',
    from: "if (of.purpose === 'live') return true",
    to: "if (of.purpose === 'live' && returned === null) return true",
    by: ['src/operator/memory.test.ts'],
  },
  {
    name: 'a round that was stopped goes on by a later order',
    file: 'src/operator/memory.ts',
    from: "wish: before.wish === 'stop' ? 'stop' : order.wish",
    to: 'wish: order.wish',
    by: ['src/operator/memory.test.ts'],
  },
  {
    name: 'who wrote a part of a text approves it',
    file: 'src/authority/approval.ts',
    from: 'known.authors.includes(who.person)',
    to: 'known.authors.at(-1) === who.person',
    by: ['src/authority/approval.test.ts'],
  },
  {
    name: 'a letter goes out after what it says has expired',
    file: 'src/channels/queue.ts',
    from: 'if (untilMs <= clock.wall()) {',
    to: 'if (untilMs <= 0) {',
    by: ['src/channels/queue.test.ts'],
  },
  {
    name: 'a process that others took for dead goes on with what one alone does',
    file: 'src/sql/lease-shift.ts',
    from: 'return this.#isTaken && this.#needs.isLiving()',
    to: 'return this.#isTaken',
    by: ['test/postgres/processes.test.ts'],
  },
  {
    name: 'on PostgreSQL of two changes in the same instant one is lost',
    file: 'src/sql/store.ts',
    from: 'select pg_advisory_xact_lock(',
    to: 'select pg_advisory_xact_lock_shared(',
    by: ['test/postgres/once.test.ts'],
    onlyMore: true,
  },
  {
    name: 'a code of the second factor opens for a quarter of an hour',
    file: 'src/http/totp.ts',
    from: 'const STEPS_OFF = 1',
    to: 'const STEPS_OFF = 30',
    by: ['src/http/totp.test.ts'],
  },
  {
    name: 'something that is not complete is shown as 100 %',
    file: 'src/web/numbers.ts',
    from: 'if (part < whole) value = Math.min(value, 100 - step)',
    to: 'if (part < 0) value = Math.min(value, 100 - step)',
    by: ['src/web/numbers.test.ts'],
  },
  {
    name: 'every page of the console is wider than a phone',
    file: 'src/web/shell/frame.module.css',
    from: '    padding-left: 1rem;\n    padding-right: 1rem;',
    to: '    min-width: 30rem;\n    padding-left: 1rem;\n    padding-right: 1rem;',
    by: ['test/browser/step-up.test.ts'],
    ofConsole: true,
  },
  {
    name: 'small text of the console can hardly be read in the dark',
    file: 'src/web/theme.css',
    from: '--loa-quiet: var(--mantine-color-dark-1)',
    to: '--loa-quiet: var(--mantine-color-dark-3)',
    by: ['test/browser/screening.test.ts'],
    onlyMore: true,
    ofConsole: true,
  },
  {
    name: 'a stop comes one and a half seconds late',
    file: 'src/round/run.ts',
    from: 'this.#tell({ wish })\n',
    to: "setTimeout(() => this.#tell({ wish }), wish === 'stop' ? 1500 : 0)\n",
    by: ['test/drill/stop-drill.test.ts'],
  },
  {
    name: 'a figure at the terminal has its digits in the wrong groups',
    file: 'src/app/terminal.ts',
    from: '(?=(\\d{3})+$)',
    to: '(?=(\\d{4})+$)',
    by: ['src/app/terminal.test.ts'],
  },
  {
    name: 'the key of a person who was shut out still opens',
    file: 'src/areas/access/sql-keys.ts',
    from: ".where('person.isDisabled', '=', 0)",
    to: ".where('person.isDisabled', '>=', 0)",
    by: ['src/areas/access/sql-keys.test.ts'],
  },
  {
    name: 'an older count of calls takes the place of a newer one',
    file: 'src/areas/announcements/delivery.ts',
    from: ' || (found.countedAt ?? 0) >= countedAt) return',
    to: ') return',
    by: ['test/postgres/announcements.test.ts'],
  },
  {
    name: 'a link to a briefing lets in a second one after it was used',
    file: 'src/areas/briefing/office/link.ts',
    from: "if (place.tokenSha256 !== null) return 'linkUsed'",
    to: "if (place.tokenSha256 === '') return 'linkUsed'",
    by: ['src/areas/briefing/office/link.test.ts'],
  },
  {
    name: 'any site gives itself the floor',
    file: 'src/areas/briefing/hall/floor.ts',
    from: "'site' in action && by !== rules.chair)",
    to: "'site' in action && by === null)",
    by: ['src/areas/briefing/hall/floor.test.ts'],
  },
  {
    name: 'a cell broadcast takes the number of one that is still on the air',
    file: 'src/areas/broadcasts/codes.ts',
    from: '.find(each => !inUse.has(each))',
    to: '.find(each => !inUse.has(each + 1024))',
    by: ['test/postgres/broadcasts.test.ts'],
  },
  {
    name: 'who wrote a bulletin publishes it alone',
    file: 'src/areas/bulletins/states.ts',
    from: "approve: { roles: ['approver'], from: { submitted: 'approved' }, by: 'another' }",
    to: "approve: { roles: ['approver'], from: { submitted: 'approved' } }",
    by: ['src/areas/bulletins/states.test.ts'],
  },
  {
    name: 'a remark is taken on a draft of which nothing can be said any more',
    file: 'src/areas/drafting/remarks.ts',
    from: 'if (!subject.isOpen) throw',
    to: 'if (subject.version < 0) throw',
    by: ['test/postgres/drafting.test.ts'],
  },
  {
    name: 'who wrote the list of what is free approves it',
    file: 'src/areas/free/states.ts',
    from: "from: { submitted: 'none' }, by: 'another' }",
    to: "from: { submitted: 'none' } }",
    by: ['test/postgres/free.test.ts'],
  },
  {
    name: 'an exercise is played from real loudspeakers',
    file: 'src/areas/loudspeakers/agenda.ts',
    from: 'if (content.purpose !== here.purpose || !isFor(content, here.places)) return []',
    to: 'if (!isFor(content, here.places)) return []',
    by: ['test/postgres/loudspeakers.test.ts'],
  },
  {
    name: 'a play that a loudspeaker tells of twice counts twice',
    file: 'src/areas/loudspeakers/keeping.ts',
    from: 'const others = receipts.filter(({ counter }) => counter > cluster.counter)',
    to: 'const others = receipts.filter(({ counter }) => counter > 0)',
    by: ['test/postgres/loudspeaker-receipts.test.ts'],
  },
  {
    name: 'nobody is told that a section of the report is missing',
    file: 'src/areas/months/doubts.ts',
    from: 'missingSections(sections).length > 0 ?',
    to: 'missingSections(sections).length > sectionId.options.length ?',
    by: ['src/areas/months/doubts.test.ts'],
  },
  {
    name: 'a letter wakes who asked for quiet at night',
    file: 'src/areas/notices/quiet.ts',
    from: 'from <= time || time < until',
    to: 'from <= time && time < until',
    by: ['src/areas/notices/quiet.test.ts'],
  },
  {
    name: 'what waits beyond the end of the list is not counted',
    file: 'src/areas/overview/use-cases.ts',
    from: 'total: all.reduce((sum, { total }) => sum + total, 0),',
    to: 'total: Math.min(max, all.reduce((sum, { total }) => sum + total, 0)),',
    by: ['src/areas/overview/use-cases.test.ts'],
  },
  {
    name: 'the last day of a month is at no level in the report',
    file: 'src/areas/plan/month-levels.ts',
    from: 'day <= until && day <= today',
    to: 'day < until && day <= today',
    by: ['src/areas/plan/month-levels.test.ts'],
  },
  {
    name: 'a return whose figures do not add up is not noticed',
    file: 'src/areas/rounds/reconcile.ts',
    from: "...flagUnless(sum === audience, 'outcomes-do-not-sum', audience, sum)",
    to: "...flagUnless(sum <= audience, 'outcomes-do-not-sum', audience, sum)",
    by: ['src/areas/rounds/reconcile.test.ts'],
  },
  {
    name: 'on its last day the code of a province names none',
    file: 'src/country/vn/provinces.ts',
    from: 'day <= province.to)',
    to: 'day < province.to)',
    by: ['src/areas/rounds/faults.test.ts', 'src/plan/situation.test.ts'],
  },
  {
    name: 'an enrolment code that has run out still enrols a node',
    file: 'src/areas/operators/nodes.ts',
    from: 'operator.code.expiresAt <= now',
    to: 'operator.code.expiresAt <= 0',
    by: ['test/postgres/nodes.test.ts'],
  },
  {
    name: 'small counts at the door that are hidden can be worked out from their sum',
    file: 'src/areas/screening/suppression.ts',
    from: 'values >= CELL_MIN && rests >= CELL_MIN',
    to: 'rests >= CELL_MIN',
    by: ['src/areas/screening/suppression.test.ts'],
  },
  {
    name: 'a temperature at the door is kept for longer than was promised',
    file: 'src/areas/screening/keeping.ts',
    from: 'work.now() - retentionDays * DAY_MS',
    to: 'work.now() - 2 * retentionDays * DAY_MS',
    by: ['test/screening/retention.test.ts'],
  },
  {
    name: 'an engineer finds what was directed to another operator',
    file: 'src/areas/search/sql-matching.ts',
    from: 'plain(viewer.engineerOf)',
    to: 'plain(viewer.engineerOf).length > 0',
    by: ['test/postgres/search.test.ts'],
  },
  {
    name: 'one administrator alone decides whose signatures operators believe',
    file: 'src/areas/signers/signers.ts',
    from: 'if (signers.size < thresholdOf(trusted)) return',
    to: 'if (signers.size < 1) return',
    by: ['test/postgres/signers.test.ts'],
  },
  {
    name: 'an exercise is mailed to citizens',
    file: 'src/areas/subscriptions/fits.ts',
    from: "return content.purpose === 'live' && channels.includes(channel)",
    to: 'return channels.includes(channel)',
    by: ['test/postgres/subscriptions.test.ts'],
  },
  {
    name: 'a correction does not go to whom the bulletin reached',
    file: 'src/areas/subscriptions/filling.ts',
    from: '(reached.has(each.id) &&',
    to: '(false &&',
    by: ['test/postgres/subscriptions.test.ts'],
  },
  {
    name: 'an entry that was cut out of an exported trail is not missed',
    file: 'src/areas/trail/verified-export.ts',
    from: 'if (expected !== null && sequence !== expected)',
    to: 'if (expected !== null && sequence < expected)',
    by: ['src/areas/trail/verified-export.test.ts'],
  },
]
