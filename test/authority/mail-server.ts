/** A mail server on loopback that takes every letter, by smtp-server. */
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { SMTPServer } from 'smtp-server'

/** Of its one account. */
export const MAIL_PASSWORD = 'khong-ai-biet'

export interface Letter {
  /** Of the envelope: where it comes back to. */
  readonly from: string
  readonly to: readonly string[]
  readonly text: string
  readonly wasEncrypted: boolean
  readonly user: string
}

/** Without `tls` in the clear. */
export async function mailServer(
  t: TestContext,
  tls?: { cert: string; key: string },
): Promise<{
  port: number
  /** To that address, where one is given: others may still be on their way. */
  next: (to?: string) => Promise<Letter>
}> {
  const letters: Letter[] = []
  const waiting: (() => void)[] = []
  const server = new SMTPServer({
    ...(tls ?? { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }),
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: (auth, _session, done) =>
      auth.password === MAIL_PASSWORD ? done(null, { user: auth.username }) : done(new Error('wrong password')),
    onData: (stream, session, done) => {
      let text = ''
      stream.setEncoding('utf8').on('data', chunk => {
        text += chunk
      })
      stream.on('end', () => {
        const { mailFrom } = session.envelope
        letters.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          text,
          wasEncrypted: session.secure === true,
          user: String(session.user),
        })
        done()
        for (const each of waiting.splice(0)) each()
      })
    },
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', () => done()))
  t.after(async () => await new Promise<void>(done => server.close(() => done())))
  return {
    port: (server.server.address() as AddressInfo).port,
    next: async to => {
      const at = () => letters.findIndex(letter => to === undefined || letter.to.includes(to))
      while (at() === -1) await new Promise<void>(done => waiting.push(done))
      return letters.splice(at(), 1)[0]
    },
  }
}
