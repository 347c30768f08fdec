/**
 * Citizens who want the demo's bulletin: two with mailboxes and one browser. They use the pages and letters that there are for everyone,
 * without a sign-in; what came to them is counted at their own mail server and push service.
 *
 *   form ─► letter ─► its link ─► page ─► button ─► bulletin ─► one of them: one click (RFC 8058) ─► correction to the other alone
 */
import { generateKeyPair } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { headerOf, MailSink, type ReceivedLetter } from './mail-sink.ts'
import { PushSink } from './push-sink.ts'
import { answerFrom, silent, untilThere } from './waiting.ts'

/** Made up: nobody's addresses (RFC 2606). */
export const CITIZENS = { stays: 'nguoi.dan.a@dan.example', leaves: 'nguoi.dan.b@dan.example' }
const ADDRESSES = Object.values(CITIZENS)
const SENDER = 'bantin@loa.example'
const SELECTOR = 'demo'
const FORM = 'application/x-www-form-urlencoded'

export class Citizens {
  readonly #mail: MailSink
  readonly #push: PushSink
  readonly #keyFile: string

  /** Letters and the key that signs them go below `directory`, for whoever keeps it. */
  static async open(directory: string): Promise<Citizens> {
    const folder = join(directory, 'mail')
    const [mail, push] = [await MailSink.open(folder), await PushSink.open()]
    const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    })
    const keyFile = join(folder, 'dkim.pem')
    await writeFile(keyFile, privateKey, { mode: 0o600 })
    // As it would stand in the DNS.
    const name = `${SELECTOR}._domainkey.${SENDER.split('@')[1]}`
    const record = `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`
    await writeFile(join(folder, 'dkim.txt'), `${name} ${record}\n`)
    return new Citizens(mail, push, keyFile)
  }

  private constructor(mail: MailSink, push: PushSink, keyFile: string) {
    this.#mail = mail
    this.#push = push
    this.#keyFile = keyFile
  }

  /** With which `loa serve` reaches them. */
  get flags(): readonly string[] {
    return [
      ...['--smtp', `smtp://127.0.0.1:${this.#mail.port}`, '--mail-from', SENDER],
      ...['--mail-dkim-key', this.#keyFile, '--mail-dkim-selector', SELECTOR],
      ...['--push-contact', `mailto:${SENDER}`, '--push-service', this.#push.host],
    ]
  }

  /** By form, letter and button; the browser by its own question, and by sending back what its first push told it. */
  async subscribe(url: string): Promise<void> {
    const { endpoint, keys } = this.#push.subscription()
    const choices = { language: 'vi', level: 'normal', provinces: [] }
    await send(url, '/bulletins/push', JSON.stringify({ endpoint, keys, choices }), 'application/json')
    const confirmAt = await untilThere(
      { vi: 'thông báo đẩy đầu tiên', en: 'the first push' },
      async () => this.#push.confirmAt,
    )
    await send(url, new URL(confirmAt).pathname, '')
    for (const address of ADDRESSES) {
      await send(
        url,
        '/bulletins/subscribe',
        new URLSearchParams({ language: 'vi', level: 'normal', address }).toString(),
      )
      const letter = await untilThere(
        { vi: 'thư hỏi xác nhận', en: 'a letter that asks' },
        async () => this.#mail.lettersTo(address)[0] ?? null,
      )
      const link = /\/bulletins\/confirm\/[a-z]+/.exec(letter.text)?.[0] ?? ''
      // The link shows a page and does nothing; its button does.
      const page = await (await answerFrom(url + link)).text()
      const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? ''
      await send(url, action, '')
    }
  }

  /** As a mail program does it when one presses *unsubscribe*: what the headers of the letter say, and nothing else. */
  async oneClick(): Promise<void> {
    const [letter] = this.bulletinLetters(CITIZENS.leaves)
    const to = /^<([^>]+)>$/.exec(headerOf(letter, 'List-Unsubscribe'))?.[1] ?? ''
    const body = headerOf(letter, 'List-Unsubscribe-Post')
    const signed = headerOf(letter, 'DKIM-Signature').toLowerCase()
    if (!signed.includes('list-unsubscribe:list-unsubscribe-post')) throw silent('a signature over List-Unsubscribe')
    const answer = await answerFrom(to, { method: 'POST', body, headers: { 'content-type': FORM } })
    if (!answer.ok) throw silent(`one click (${answer.status})`)
  }

  /** Of bulletins, in the order in which they came; not the one that asked. */
  bulletinLetters(address: string): readonly ReceivedLetter[] {
    return this.#mail.lettersTo(address).slice(1)
  }

  get allLetters(): readonly ReceivedLetter[] {
    return ADDRESSES.flatMap(address => this.bulletinLetters(address))
  }

  get pushes(): number {
    return this.#push.taken
  }

  close(): void {
    this.#mail.close()
    this.#push.close()
  }
}

/** As a browser sends it from that page. */
async function send(url: string, path: string, body: string, type = FORM): Promise<void> {
  const answer = await answerFrom(url + path, { method: 'POST', body, headers: { origin: url, 'content-type': type } })
  if (!answer.ok) throw silent(`${path} (${answer.status})`)
}
