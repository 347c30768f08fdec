/**
 * What somebody on the internet tries at what is open to all of them: addresses of public pages, forms, links of letters, push services
 * that are none. What a letter itself says is in test/authority/subscriptions.test.ts, beside a mail server.
 */
import assert from 'node:assert/strict'
import { SPEAKER_PATHS } from '../../src/speaker/wire.ts'
import { Person } from '../authority/stage.ts'
import { type Attempt, allRefused } from './attempts.ts'
import type { Broadcast } from './bulletins.ts'

const MEGABYTE = 1024 * 1024
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const LINK = 'abcdefghijklmnopqrstuvwxyzabcdef'.repeat(2)
const KEYS = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }
const CHOICES = { language: 'vi', level: 'normal', provinces: [] }

/** Each answers with one of these statuses, and with a page that says so. */
async function pages(answers: readonly Response[], ...statuses: readonly number[]) {
  for (const answer of answers) {
    assert.ok(statuses.includes(answer.status), `${answer.url}: ${answer.status}`)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html/)
    await answer.body?.cancel()
  }
  return `${answers.length} times ${[...new Set(answers.map(({ status }) => status))].join(', ')}`
}

const subscribers = async ({ target: { auditor } }: Broadcast) =>
  JSON.stringify((await auditor.well('GET', '/api/v1/subscriptions')).channels)

export const atSubscriptions: readonly Attempt<Broadcast>[] = [
  {
    name: 'stranger: links of letters, guessed',
    code: 'S8',
    act: async ({ target: { url } }) => {
      const answers: Response[] = []
      for (const path of [`/bulletins/confirm/${LINK}`, `/bulletins/end/${LINK}`])
        for (const method of ['GET', 'POST'])
          answers.push(await fetch(url + path, { method, headers: { ...FORM, origin: url } }))
      return await pages(answers, 404, 410)
    },
  },
  {
    name: 'stranger: as a push service our own house',
    code: '-',
    act: async on => {
      const before = await subscribers(on)
      const stranger = new Person(on.target.url)
      const answers = []
      for (const endpoint of [
        'https://127.0.0.1/x',
        'http://127.0.0.1:1/x',
        `${on.target.url}/api/auth/sign-out`,
        'https://[::1]/x',
        'https://[::ffff:169.254.169.254]/latest/meta-data',
        'http://169.254.169.254/latest/meta-data',
        'https://2852039166/latest/meta-data',
        'https://10.0.0.1/x',
        'https://localhost/x',
        'https://fcm.googleapis.com.evil.example/x',
        'https://fcm.googleapis.com@169.254.169.254/x',
        'https://evilfcm.googleapis.com.:8443/x',
        'https://fcm.googleapis.com:22/x',
        'file:///etc/passwd',
        'gopher://127.0.0.1:25/x',
      ])
        answers.push(await stranger.post('/bulletins/push', { endpoint, keys: KEYS, choices: CHOICES }))
      assert.equal(await subscribers(on), before)
      return allRefused(answers, 'browserServiceUnknown', 'inputFaulty')
    },
  },
  {
    name: 'stranger: 1 MB at each address that is open',
    code: 'S2',
    act: async ({ target: { url } }) => {
      const body = 'x'.repeat(MEGABYTE)
      const json = { 'content-type': 'application/json' }
      const at: [string, Record<string, string>][] = [
        ['/bulletins/subscribe', FORM],
        ['/en/bulletins/subscribe', FORM],
        [`/bulletins/confirm/${LINK}`, FORM],
        [`/bulletins/end/${LINK}`, FORM],
        ['/bulletins/push', json],
        ['/bulletins/push/end', json],
        [SPEAKER_PATHS.enrol, json],
        [SPEAKER_PATHS.hello, json],
        [SPEAKER_PATHS.receipts, json],
      ]
      const statuses = new Set<number>()
      for (const [path, headers] of at) {
        const answer = await fetch(url + path, { method: 'POST', body, headers })
        assert.ok([401, 413].includes(answer.status), `${path}: ${answer.status}`)
        statuses.add(answer.status)
        await answer.body?.cancel()
      }
      return `${at.length} times ${[...statuses].join(', ')}`
    },
  },
  {
    name: 'stranger: names of public pages',
    code: '-',
    act: async ({ target: { url } }) => {
      const answers: string[] = []
      for (const path of [
        '/bulletins/..%2f..%2floa.db',
        '/bulletins/%00',
        '/bulletins/constructor',
        '/bulletins/__proto__.png',
        '/cap/..%2fcap.pem',
        '/cap/cap.pem.key',
        `/cap/${'x'.repeat(3000)}.xml`,
        `/bulletins/sound/${'0'.repeat(64)}`,
        '/exercise/bulletins/toString',
      ]) {
        const answer = await fetch(url + path)
        const text = await answer.text()
        assert.ok(answer.status >= 400 && answer.status < 500, `${path}: ${answer.status}`)
        assert.doesNotMatch(text, /PRIVATE KEY|SQLite format/)
        answers.push(String(answer.status))
      }
      return `${answers.length} times ${[...new Set(answers)].join(', ')}`
    },
  },
  {
    name: 'stranger: what is meant, among exercises',
    code: '-',
    act: async ({ target: { url }, released }) => {
      const pages = await Promise.all(
        ['/exercise/bulletins', '/exercise/cap.atom'].map(async path => {
          const answer = await fetch(url + path)
          return `${answer.status} ${await answer.text()}`
        }),
      )
      for (const page of pages) assert.ok(!page.includes(released.id), page.slice(0, 80))
      assert.equal((await fetch(`${url}/exercise/bulletins/${released.id}`)).status, 404)
      return 'apart'
    },
  },
]
