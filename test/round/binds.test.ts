/** Binds that fail, hang, end and come back. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { bindResp, enquireLink, type OddLink, type OddPdu, polite, response, unbind } from '../../tools/smsc/odd.ts'
import { testMore } from '../parts.ts'
import { checkAgainst, LONG, PASSWORD, RoundFixture } from './stage.ts'
import { delivers, idOf, later, type Others } from './witness.ts'

const BIND_TRANSCEIVER = 9
const ENQUIRE_LINK = 0x15
const UNBIND = 6
const UNBIND_RESP = 0x80000006
const DELIVER_SM_RESP = 0x80000005
const ESME_RALYBND = 5
const ESME_RBINDFAIL = 0x0d
const ESME_RINVPASWD = 0x0e
const ESME_RINVSYSID = 0x0f

/** Answers the bind like this, everything else politely. */
const toBind =
  (says: (bind: OddPdu, link: OddLink) => void): Others =>
  (pdu, link) =>
    pdu.command_id === BIND_TRANSCEIVER ? says(pdu, link) : polite(pdu, link)

describe('a bind is good', () => {
  for (const [name, says] of [
    ['without a body', (bind: OddPdu) => response(bind)],
    ['with an empty system_id', (bind: OddPdu) => response(bind, 0, '\0')],
    ['without sc_interface_version', (bind: OddPdu) => response(bind, 0, 'SMSC\0')],
    ['with a system_id that does not end', (bind: OddPdu) => response(bind, 0, 'SMSC')],
    ['as it should be', (bind: OddPdu) => bindResp(bind)],
  ] as const)
    test(`a bind_resp ${name} binds`, async t => {
      const others = toBind((bind, link) => link.write(says(bind)))
      const stage = await RoundFixture.set(t, { others })
      const { tally } = await stage.run().ends(0)
      assert.equal(tally.subscribers.delivered, 10)
      const [bind] = stage.witness.binds
      const body = `loa\0${PASSWORD}\0\0\x34\0\0\0`
      assert.equal(bind.body.toString('latin1'), body)
      assert.equal(tally.lanes[0].rebinds, 0)
    })
})

/** The program's clock for waits runs a hundred times as fast: two minutes are over in a second. */
const HASTY = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(
    'const now = performance.now.bind(performance); performance.now = () => now() * 100',
  )}`,
}

for (const [status, name] of [
  [ESME_RINVPASWD, 'ESME_RINVPASWD'],
  [ESME_RINVSYSID, 'ESME_RINVSYSID'],
] as const) {
  test(`a bind refused with ${name} is told at once, tried again, and the round goes on where it is taken`, async t => {
    let tries = 0
    const others = toBind((bind, link) => {
      tries++
      link.write(tries < 3 ? response(bind, status) : bindResp(bind))
    })
    const stage = await RoundFixture.set(t, { others })
    const { tally, stderr } = await stage.run().ends(0)
    assert.equal(tally.subscribers.delivered, 10)
    assert.match(stderr, new RegExp(`not bound \\(${name}\\)`))
    assert.equal(tries, 3)
  })

  testMore(
    `a bind refused with ${name} for two minutes ends with one sentence, and nothing is left behind`,
    async t => {
      const others = toBind((bind, link) => link.write(response(bind, status)))
      const stage = await RoundFixture.set(t, { others })
      const { stdout, stderr } = await stage.startProcess(stage.runArgs(), HASTY).ends(1)
      assert.equal(stdout, '')
      assert.match(stderr, new RegExp(name))
      assert.equal(stage.witness.submits.length, 0)
      // How often, that hasty clock and the machine decide; the course of the waits is tested without a process.
      assert.ok(stage.witness.binds.length >= 2, String(stage.witness.binds.length))
      assert.ok(!existsSync(stage.dir))
    },
  )
}

test('a round that was begun is kept when no centre can be bound any more', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 100 })
  const program = stage.run('--tps', '100')
  await stage.witness.submitted(20)
  program.child.kill('SIGTERM')
  await program.ends(3)
  const before = await stage.status()
  stage.witness.others = toBind((bind, link) => link.write(response(bind, ESME_RINVPASWD)))
  const { stderr } = await stage.startProcess(['round', 'resume', stage.dir, '--json'], HASTY).ends(1)
  // With that clock, an answer that a busy machine delays comes too late.
  assert.match(stderr, /not bound \(ESME_RINVPASWD\)/)
  assert.match(stderr, /(?:ESME_RINVPASWD|no answer in time)\); nothing more was sent.*resume/)
  const after = await stage.status()
  assert.deepEqual(after.subscribers, before.subscribers)
  assert.equal(after.state, 'interrupted')
  stage.witness.others = polite
  const { tally } = await stage.command('resume').ends(0)
  assert.equal(tally.subscribers.delivered, 100)
})

testMore('an account that is still bound elsewhere is tried again, with growing waits', async t => {
  const times: number[] = []
  const others = toBind((bind, link) => {
    times.push(performance.now())
    link.write(times.length < 4 ? response(bind, ESME_RALYBND) : bindResp(bind))
  })
  const stage = await RoundFixture.set(t, { others })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.delivered, 10)
  assert.equal(tally.lanes[0].rebinds, 0)
  const waits = times.slice(1).map((at, i) => at - times[i])
  assert.equal(waits.length, 3)
  assert.ok(waits[0] < 1000 && waits[1] > waits[0] && waits[2] > waits[1], String(waits))
})

test('a centre that refuses one of two binds is used by the other', async t => {
  const others = toBind((bind, link) => link.write(link.index === 0 ? bindResp(bind) : response(bind, ESME_RBINDFAIL)))
  const stage = await RoundFixture.set(t, { others })
  const { tally } = await stage.run('--binds', '2').ends(0)
  assert.equal(tally.subscribers.delivered, 10)
  assert.equal(tally.lanes.length, 2)
})

test('a bind that is not answered in time is given up and tried anew', async t => {
  const others = toBind((bind, link) => {
    if (link.index > 0) link.write(bindResp(bind))
  })
  const stage = await RoundFixture.set(t, { others })
  const { tally } = await stage.run('--response-timeout', '2s').ends(0)
  assert.equal(tally.subscribers.delivered, 10)
  assert.equal(stage.witness.binds.length, 2)
})

test('silence is asked about, and a centre that does not answer is left', async t => {
  const others: Others = (pdu, link) => {
    if (pdu.command_id !== ENQUIRE_LINK || link.index > 0) polite(pdu, link)
  }
  const stage = await RoundFixture.set(t, {
    subscribers: 2,
    others,
    answers: (asked, say) => asked.link.write(say.ok(idOf(asked))),
  })
  const flags = ['--enquire-link', '200ms', '--response-timeout', '1500ms', '--receipt-wait', '6s']
  const { tally } = await stage.run(...flags).ends(0)
  assert.equal(tally.subscribers.accepted, 2)
  assert.equal(tally.lanes[0].rebinds, 1)
  assert.equal(stage.witness.binds.length, 2)
})

test('an answer to enquire_link with an octet too many is an answer', async t => {
  const others: Others = (pdu, link) => {
    if (pdu.command_id === ENQUIRE_LINK) link.write(response(pdu, 0, '\0'))
    else polite(pdu, link)
  }
  const stage = await RoundFixture.set(t, {
    subscribers: 2,
    others,
    answers: (asked, say) => asked.link.write(say.ok(idOf(asked))),
  })
  const flags = ['--enquire-link', '100ms', '--response-timeout', '200ms', '--receipt-wait', '1s']
  const { tally } = await stage.run(...flags).ends(0)
  assert.equal(tally.lanes[0].rebinds, 0)
  const asked = stage.witness.centre.pdus.filter(pdu => pdu.command_id === ENQUIRE_LINK)
  assert.ok(asked.length >= 3 && asked.every(pdu => pdu.bytes.length === 16))
})

test('a lane that loses its bind tries again within a second, each time', async t => {
  const lost: number[] = []
  const bound: number[] = []
  const stage = await RoundFixture.set(t, {
    subscribers: 10,
    others: toBind((bind, link) => {
      bound.push(performance.now())
      link.write(bindResp(bind))
    }),
    answers: (asked, say) => {
      delivers(asked, say)
      if (asked.link.index === 3 || lost.length > asked.link.index) return
      lost.push(performance.now())
      asked.link.end()
    },
  })
  // What was written before the end was seen is uncertain.
  const { tally } = await stage.run('--window', '1', '--receipt-wait', '200ms').ends(0)
  assert.equal(tally.lanes[0].rebinds, 3)
  const waits = lost.map((at, i) => bound[i + 1] - at)
  assert.ok(waits.length === 3 && waits.every(wait => wait < 1000), String(waits))
})

testMore(
  'a connection that breaks with a full window leaves uncertain who was in it, and nobody is sent twice',
  async t => {
    const stage = await RoundFixture.set(t, {
      subscribers: 60,
      message: LONG,
      answers: (asked, say) => {
        if (asked.link.index > 0) return delivers(asked, say)
        if (asked.index === 29) asked.link.reset()
      },
    })
    const flags = ['--window', '30', '--receipt-wait', '300ms']
    const { tally } = await stage.run(...flags).ends(0)
    const { delivered, uncertain } = tally.subscribers
    assert.deepEqual([delivered, uncertain], [50, 10])
    assert.equal(tally.segments.unanswered, 30)
    assert.equal(stage.witness.submits.length, 180)
    assert.ok(stage.witness.submits.every(({ copy }) => copy === 1))
    const rows = await stage.outcomes('--outcome', 'uncertain')
    assert.deepEqual([...rows.keys()], [...new Set(stage.witness.submits.slice(0, 30).map(s => s.number))])
  },
)

test('a centre that unbinds gets its answer, its late responses are taken, and the lane comes back', async t => {
  const afterUnbind: OddPdu[] = []
  let isLeaving = false
  const stage = await RoundFixture.set(t, {
    subscribers: 40,
    others: (pdu, link) => {
      if (isLeaving && link.index === 0) afterUnbind.push(pdu)
      polite(pdu, link)
    },
    answers: (asked, say) => {
      if (asked.link.index > 0) return delivers(asked, say)
      if (isLeaving) afterUnbind.push(asked.pdu)
      later(300, () => delivers(asked, say))
      if (asked.index !== 9) return
      asked.link.write(unbind(4711))
      isLeaving = true
    },
  })
  const { tally } = await stage.run('--window', '10').ends(0)
  assert.equal(tally.subscribers.delivered, 40)
  assert.equal(tally.segments.unanswered, 0)
  assert.equal(tally.lanes[0].rebinds, 1)
  checkAgainst(tally, stage.witness)
  const [first, ...rest] = afterUnbind
  assert.deepEqual([first.command_id, first.sequence_number], [UNBIND_RESP, 4711])
  assert.ok(
    rest.every(pdu => pdu.command_id === DELIVER_SM_RESP),
    'after the unbind only receipts were answered',
  )
})

test('a centre that unbinds and never answers what is in flight leaves it uncertain', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 6,
    answers: (asked, say) => {
      if (asked.link.index > 0) return delivers(asked, say)
      if (asked.index === 1) asked.link.write(unbind(4712))
    },
  })
  const flags = ['--window', '2', '--response-timeout', '300ms', '--receipt-wait', '200ms']
  const { tally } = await stage.run(...flags).ends(0)
  assert.deepEqual([tally.subscribers.delivered, tally.subscribers.uncertain], [4, 2])
})

test('at our own end the last receipts are answered, then we unbind, then the connection is closed', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 3,
    others: (pdu, link, witness) => {
      if (pdu.command_id !== UNBIND) return polite(pdu, link)
      const { number, submit } = witness.submits[0]
      const receipt = witness.receiptFor(number, submit.source.digits, idOf(witness.submits[0]))
      link.write(receipt)
      // A busy machine has written the receipt down by then, and answered it.
      later(1500, () => polite(pdu, link))
    },
  })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.receipts.duplicate, 1)
  const commands = stage.witness.centre.pdus.map(pdu => pdu.command_id)
  assert.deepEqual(commands.slice(-2), [UNBIND, DELIVER_SM_RESP])
})

testMore('a centre that has stopped reading does not keep the round from ending', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 20_000,
    message: LONG,
    answers: ({ link, index }) => {
      if (index === 0) link.pause()
    },
  })
  const program = stage.run('--window', '100000', '--response-timeout', '500ms')
  await stage.witness.submitted(1)
  program.child.kill('SIGINT')
  const { tally } = await program.ends(3, 15_000)
  assert.equal(tally.state, 'interrupted')
  assert.ok(tally.subscribers.uncertain > 0)
})

testMore('a centre that asks without end and does not read the answers is left, in bounded memory', async t => {
  const block = Buffer.concat(Array.from({ length: 4096 }, (_, i) => enquireLink(i + 1)))
  const stage = await RoundFixture.set(t, {
    subscribers: 20,
    others: toBind((bind, link) => {
      link.write(bindResp(bind))
      if (link.index > 0) return
      link.pause()
      for (let i = 0; i < 500; i++) link.write(block)
    }),
  })
  const link = ['--enquire-link', '500ms', '--response-timeout', '2s']
  // As long as what the centre has sent is read: on a busy machine 32 MB take a while.
  const program = stage.runProcess(...link, '--receipt-wait', '10m')
  await program.child.printed(/enquire_link was not answered/)
  const status = readFileSync(`/proc/${program.child.pid}/status`, 'utf8')
  const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1])
  assert.ok(kilobytes < 300_000, `${kilobytes} KiB`)
  program.child.kill('SIGINT')
  const { tally } = await program.ends(3)
  const { delivered, uncertain } = tally.subscribers
  assert.equal(delivered + uncertain, 20)
})

test('a lane that is down when the round ends stays down', async t => {
  // The second centre comes up while the first one takes its time to answer our unbind.
  let up: (() => void) | null = null
  const stage = await RoundFixture.set(t, {
    subscribers: 3,
    others: (pdu, link) => {
      if (pdu.command_id !== UNBIND) return polite(pdu, link)
      up?.()
      later(2500, () => polite(pdu, link))
    },
  })
  const refusing = await stage.another({ others: toBind((bind, link) => link.write(response(bind, ESME_RBINDFAIL))) })
  up = () => {
    refusing.others = polite
  }
  const flags = ['--smsc', stage.url(), stage.url(refusing)]
  const { tally } = await stage.run(...flags).ends(0, 15_000)
  assert.equal(tally.state, 'finished')
})
