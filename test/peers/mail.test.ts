/**
 * Mail as others read it: through Postfix, its signature by OpenDKIM and by mailauth, its score by Rspamd; and the notification that
 * Postfix writes where there is no such mailbox.
 */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { SMTPServer } from 'smtp-server'
import { readBounce } from '../../src/channels/mail/bounces.ts'
import { type MailChannel, openMail } from '../../src/channels/mail/mail.ts'
import { markOf } from '../../src/channels/mail/return-path.ts'
import { CONTENT } from '../channels/contract.suite.ts'
import { freePorts, run } from './child.ts'
import { missing, PEER_PATH } from './installed.ts'
import { type Started, startOpenDkim, startPostfix, startRspamd } from './mail-servers.ts'

const skip = missing('root', 'postfix', 'opendkim', 'rspamd')
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'der' },
})
const DKIM = { privateKey, selector: 'loa2020', domain: 'bo.example' }
const BOUNCES = { address: 'bounces@loa.bo.example', key: Buffer.alloc(32, 7) }
const RECORD = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`
const MARK = '3f0e7a52-9c1b-4f7e-8a61-0d7c5b2e9f10'

interface Arrived {
  readonly from: string
  readonly to: string
  readonly octets: Buffer
}

/** Where Postfix gives everything: mailboxes but for one that does not exist. */
class Mailboxes {
  readonly #arrived: Arrived[] = []
  readonly #waiting: (() => void)[] = []
  readonly server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      if (!address.startsWith('khong-co@')) return done()
      done(Object.assign(new Error('5.1.1 no such user'), { responseCode: 550 }))
    },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = []
      stream.on('data', piece => pieces.push(piece))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        this.#arrived.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo[0].address,
          octets: Buffer.concat(pieces),
        })
        done()
        for (const each of this.#waiting.splice(0)) each()
      })
    },
  })

  async next(): Promise<Arrived> {
    for (;;) {
      const arrived = this.#arrived.shift()
      if (arrived !== undefined) return arrived
      await new Promise<void>(done => this.#waiting.push(done))
    }
  }
}

describe('mail through Postfix', { skip }, () => {
  const mailboxes = new Mailboxes()
  const servers: Started[] = []
  let mail: MailChannel
  let rspamd: number

  before(async () => {
    const [port, milter, relay, scorer] = await freePorts(4)
    rspamd = scorer
    await new Promise<void>(done => mailboxes.server.listen(relay, '127.0.0.1', () => done()))
    const key = { name: 'loa2020._domainkey.bo.example', value: RECORD }
    servers.push(
      ...(await Promise.all([startOpenDkim(milter, key), startPostfix({ port, milter, relay }), startRspamd(scorer)])),
    )
    mail = await openMail({
      server: new URL(`smtp://127.0.0.1:${port}`),
      password: null,
      from: 'loa@bo.example',
      dkim: DKIM,
      bounces: BOUNCES,
    })
  })
  after(async () => {
    await mail?.provider.close()
    await Promise.all(servers.map(async server => await server.stop()))
    await new Promise<void>(done => mailboxes.server.close(() => done()))
  })

  const send = async (address: string) =>
    await mail.provider.send({
      id: `b7 ${address}`,
      to: { address, mark: MARK },
      content: { ...CONTENT, unsubscribe: 'https://loa.bo.example/unsubscribe/1' },
    })

  test('a bulletin’s mail comes through Postfix with a signature that OpenDKIM and mailauth verify, and Rspamd finds nothing wrong with it', async t => {
    assert.deepEqual(await send('dan@example.vn'), { is: 'accepted' })
    const { from, octets } = await mailboxes.next()
    assert.equal(markOf(from, BOUNCES.key), MARK)
    const text = octets.toString('latin1')
    assert.match(text, /^Authentication-Results: mx\.bo\.example;\s+dkim=pass/m)
    const { results } = await dkimVerify(octets, { resolver: async () => [[RECORD]] })
    assert.equal(results[0].status.result, 'pass')

    const { stdout } = await run({
      command: 'rspamc',
      args: [...['-h', `127.0.0.1:${rspamd}`, '--json'], ...['--from', from, '--rcpt', 'dan@example.vn']],
      env: { ...process.env, PATH: PEER_PATH },
      input: text.slice(text.indexOf('DKIM-Signature:')),
    })
    const { action, score, symbols } = JSON.parse(stdout) as {
      readonly action: string
      readonly score: number
      readonly symbols: Readonly<Record<string, { readonly score: number }>>
    }
    const told = Object.entries(symbols).map(([name, { score }]) => `${name} ${score}`)
    t.diagnostic(`Rspamd: ${action}, ${score}: ${told.join(', ')}`)
    assert.notEqual(action, 'reject')
    assert.ok('HAS_LIST_UNSUB' in symbols, 'it reads our headers')
    assert.deepEqual(
      told.filter(symbol => !/ (?:-[\d.]+|0)$/.test(symbol)),
      [],
      'nothing counts against it',
    )
  })

  test('the notification of a mailbox that does not exist names the subscription, and that it is gone', async () => {
    assert.deepEqual(await send('khong-co@example.vn'), { is: 'accepted' })
    const { from, to, octets } = await mailboxes.next()
    assert.equal(from, '', 'a notification has no sender')
    const bounce = readBounce(octets)
    assert.deepEqual([bounce.is, bounce.status, bounce.isGone], ['failed', '5.1.1', true])
    assert.equal(markOf(to, BOUNCES.key), MARK)
    assert.ok(bounce.cameTo.map(address => markOf(address, BOUNCES.key)).includes(MARK))
    assert.match(bounce.messageId ?? '', /^<[0-9a-f]{40}@bo\.example>$/)
  })
})
