/** What may have been sent and was never answered: held, or sent once more, once, and marked. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkAgainst, LONG, numberOf, RoundFixture, type Row } from './stage.ts'
import { type Answers, type Asked, delivers, idOf, later } from './witness.ts'

const RESEND = ['--uncertain', 'resend', '--uncertain-wait', '300ms']
const TIMEOUT = ['--response-timeout', '300ms']

/** The first connection answers nothing and breaks at the `n`th submit_sm; later ones are as they should be. */
const breaksAt =
  (n: number): Answers =>
  (asked, say) => {
    if (asked.link.index > 0) return delivers(asked, say)
    if (asked.index === n - 1) asked.link.reset()
  }

function copiesOf(submits: readonly Asked[]): Map<string, number> {
  const copies = new Map<string, number>()
  for (const { number, part } of submits) copies.set(`${number}/${part}`, (copies.get(`${number}/${part}`) ?? 0) + 1)
  return copies
}

test('with --uncertain resend a full window that was lost goes out once more, and is marked', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 40, message: LONG, answers: breaksAt(30) })
  const { tally } = await stage.run('--window', '30', ...RESEND).ends(0)
  assert.deepEqual([tally.subscribers.delivered, tally.subscribers.resent], [40, 10])
  assert.equal(tally.segments.unanswered, 30)
  assert.equal(tally.segments.submitted, 150)
  checkAgainst(tally, stage.witness)
  const lost = new Set(stage.witness.submits.slice(0, 30).map(({ number }) => number))
  const rows = await stage.outcomes()
  for (const { number, resent } of rows.values()) assert.equal(resent, lost.has(number) ? 1 : 0)
  for (const [key, count] of copiesOf(stage.witness.submits)) assert.equal(count, lost.has(key.split('/')[0]) ? 2 : 1)
})

test('with --uncertain resend only the segment without an answer goes again, after the walk, with the same octets', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 20,
    message: LONG,
    answers: (asked, say) => {
      if (asked.number === numberOf(3) && asked.part === 2 && asked.copy === 1) return
      delivers(asked, say)
    },
  })
  const { tally } = await stage.run('--receipts', 'all', ...TIMEOUT, ...RESEND).ends(0)
  assert.deepEqual([tally.subscribers.delivered, tally.subscribers.resent], [20, 1])
  const last = stage.witness.submits[stage.witness.submits.length - 1]
  assert.deepEqual([last.number, last.part, last.copy], [numberOf(3), 2, 2])
  const [first] = stage.witness.of(numberOf(3)).filter(({ part }) => part === 2)
  assert.deepEqual(last.pdu.body, first.pdu.body)
  assert.equal(stage.witness.submits.length, 61)
})

test('with --uncertain resend a second copy without an answer is the last one', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 5,
    answers: (asked, say) => {
      if (asked.number !== numberOf(2)) delivers(asked, say)
    },
  })
  const { tally } = await stage.run(...TIMEOUT, ...RESEND).ends(0)
  const { delivered, uncertain, resent } = tally.subscribers
  assert.deepEqual([delivered, uncertain, resent], [4, 1, 1])
  assert.equal(stage.witness.of(numberOf(2)).length, 2)
  assert.equal(tally.segments.unanswered, 2)
  const row = (await stage.outcomes()).get(numberOf(2)) as Row
  assert.deepEqual([row.outcome, row.resent, row.accepted], ['uncertain', 1, 0])
})

describe('resend: what is resolved while it waits does not go again', { concurrency: 2 }, () => {
  for (const what of ['a late response', 'a receipt'] as const)
    test(`what ${what} resolves while it waits does not go again`, async t => {
      const stage = await RoundFixture.set(t, {
        subscribers: 5,
        answers: (asked, say) => {
          if (asked.number !== numberOf(2)) return delivers(asked, say)
          const id = idOf(asked)
          if (what === 'a receipt') later(700, () => asked.link.write(say.receipt(id)))
          else later(700, () => asked.link.write(say.ok(id), say.receipt(id)))
        },
      })
      const wait = ['--uncertain', 'resend', '--uncertain-wait', '2s']
      const { tally } = await stage.run(...TIMEOUT, ...wait).ends(0)
      assert.deepEqual([tally.subscribers.delivered, tally.subscribers.resent], [5, 0])
      assert.equal(stage.witness.submits.length, 5)
      assert.deepEqual([tally.segments.accepted, tally.segments.unanswered], [5, 0])
    })
})

describe('resend: the answer to the first copy comes after the second', { concurrency: 4 }, () => {
  for (const [name, says, outcome, accepted] of [
    ['accepted, and so is the second', 'both', 'accepted', 2],
    ['accepted, and the second never answered', 'first', 'accepted', 1],
    ['a temporary error, and the second accepted', 'throttled', 'accepted', 1],
    ['a final error, after the second was accepted', 'refused', 'accepted', 1],
  ] as const)
    test(`the answer to the first copy may come after the second: ${name}`, async t => {
      let answerFirst = () => {}
      const stage = await RoundFixture.set(t, {
        subscribers: 1,
        answers: (asked, say) => {
          const id = idOf(asked)
          if (asked.copy === 1) {
            const status = { both: 0, first: 0, throttled: 0x58, refused: 0x0b }[says]
            answerFirst = () => asked.link.write(status === 0 ? say.ok(id) : say.error(status))
            return
          }
          if (says !== 'first') later(100, () => asked.link.write(say.ok(id)))
          later(300, answerFirst)
        },
      })
      const flags = ['--response-timeout', '1s', '--uncertain-wait', '300ms']
      const { tally } = await stage.run('--uncertain', 'resend', ...flags, '--receipt-wait', '2s').ends(0)
      const row = (await stage.outcomes()).get(numberOf(0)) as Row
      assert.deepEqual([row.outcome, row.resent], [outcome, 1])
      assert.equal(tally.segments.submitted, 2)
      assert.equal(tally.segments.accepted, accepted)
      assert.equal(stage.witness.submits.length, 2)
    })
})

test('the receipt of the last segment does not speak for what another connection lost', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 3, message: LONG, answers: breaksAt(2) })
  const { tally } = await stage.run('--window', '2').ends(0)
  assert.deepEqual([tally.subscribers.delivered, tally.subscribers.uncertain], [2, 1])
  assert.deepEqual([tally.segments.unanswered, tally.receipts.matched], [2, 3])
  const { outcome, accepted, delivered, status } = (await stage.outcomes()).get(numberOf(0)) as Row
  assert.deepEqual([outcome, accepted, delivered, status], ['uncertain', 1, 1, 'DELIVRD'])
  checkAgainst(tally, stage.witness)
})

test('with --uncertain hold nothing goes twice, also not after a stop and a resume', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 30,
    answers: (asked, say) => {
      if (asked.index % 10 !== 4) delivers(asked, say)
    },
  })
  const program = stage.run('--tps', '60', ...TIMEOUT)
  await stage.witness.submitted(10)
  await stage.command('stop').ends(0)
  const { tally: stopped } = await program.ends(3)
  assert.ok(stopped.subscribers.uncertain >= 1)
  const { tally } = await stage.command('resume', '--stopped').ends(0)
  assert.equal(tally.subscribers.uncertain, 3)
  assert.equal(stage.witness.submits.length, 30)
  assert.equal(tally.segments.submitted, 30)
})

test('a round that was held is resumed with --uncertain resend', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 30,
    answers: (asked, say) => {
      if (asked.copy === 2 || asked.index % 10 !== 4) delivers(asked, say)
    },
  })
  const program = stage.run('--tps', '60', '--uncertain-wait', '300ms', ...TIMEOUT)
  await stage.witness.submitted(16)
  program.child.kill('SIGINT')
  const { tally: held } = await program.ends(3)
  assert.ok(held.subscribers.uncertain >= 1 && held.subscribers.resent === 0)
  const { tally } = await stage.command('resume', '--uncertain', 'resend').ends(0)
  assert.deepEqual([tally.subscribers.delivered, tally.subscribers.resent], [30, 3])
  assert.equal(stage.witness.submits.length, 33)
})

test('a receipt is answered only after it is stored', async t => {
  // Killed at the instant of the first answer to a receipt: what was answered must be in the ledger.
  const stage = await RoundFixture.set(t, { subscribers: 400, answers: delivers })
  const program = stage.runProcess('--tps', '800', '--sync-interval', '500ms')
  // A disk that takes long has receipts refused: the centre keeps those.
  const stored = () => stage.witness.receiptAnswers.filter(({ status }) => status === 0).length
  while (stored() === 0) await new Promise<void>(resolve => setImmediate(resolve))
  program.child.kill('SIGKILL')
  await program.child.exited
  const answered = stored()
  const { tally } = await stage.command('status').ends(0)
  assert.ok(answered > 0)
  assert.ok(tally.receipts.matched >= answered, `${tally.receipts.matched} of ${answered}`)
  await stage.command('resume').ends(0)
})

test('an answer of a second ago is never forgotten, however seldom the ledger is to be synced', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 400 })
  const program = stage.runProcess('--tps', '10', '--sync-interval', '1h', '--receipts', 'none')
  // A second by the program's own clock, however little of the processor it has: at ten a second.
  await stage.witness.submitted(12 + 10)
  program.child.kill('SIGKILL')
  await program.child.exited
  const { segments } = await stage.status()
  assert.ok(segments.accepted >= 12, `${segments.accepted} are known`)
})
