/**
 * Alerts of releases as others read them: xmllint with the schema of OASIS, and xmlsec1 with nothing but the certificate that is told at
 * /cap/certificate.pem.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { alertOfRelease, type SentAlert } from '../../src/areas/bulletins/cap-alerts.ts'
import { makeCapKey } from '../../src/areas/bulletins/cap-key.ts'
import { CONTENT, OTHER_ID, released, SITE } from '../../src/areas/bulletins/public-fixtures.test.ts'
import { signAlert } from '../../src/cap/sign.ts'
import { writeAlert } from '../../src/cap/write.ts'
import { Child } from './child.ts'
import { missing } from './installed.ts'

const SCHEMA = new URL('./cap/CAP-v1.2.xsd', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'loa-cap-alerts-'))
after(() => rmSync(folder, { recursive: true }))

async function code(command: string, ...args: string[]): Promise<number | null> {
  return (await new Child({ command, args, cwd: folder }).exited).code
}

test('xmllint and xmlsec1 accept every alert that a release makes, and none of which an octet was changed', {
  skip: missing('xmllint', 'xmlsec1'),
}, async () => {
  const nowMs = Date.now()
  const key = await makeCapKey({ name: SITE.name, nowMs })
  writeFileSync(join(folder, 'certificate.pem'), key.certificate)
  const hard = { language: 'km', title: 'ប្រកាស <&>\u202e', text: ']]> "\'\r\n\tខ្មែរ 𐐷' }
  const renditions = { ...CONTENT.renditions, page: [...CONTENT.renditions.page, hard] }
  const releases = [
    released(1, 'publish', '2026-02-03T09:00:00', { renditions }),
    released(2, 'correct', '2026-02-03T10:00:00'),
    released(3, 'cancel', '2026-02-03T11:00:00'),
    released(4, 'publish', '2026-02-03T12:00:00', { purpose: 'exercise', bulletin: OTHER_ID, provinces: null }),
  ]
  const sent: SentAlert[] = []
  for (const release of releases) {
    const made = alertOfRelease(release, {
      before: sent.filter(each => each.bulletin === release.bulletin),
      site: SITE,
    })
    assert.ok(made !== null)
    sent.push(made.sent)
    const file = `${release.serial}.xml`
    const xml = signAlert(writeAlert(made.alert), { ...key, at: nowMs })
    writeFileSync(join(folder, file), xml)
    assert.equal(await code('xmllint', '--noout', '--nonet', '--schema', SCHEMA, file), 0, file)
    const verify = ['--verify', '--enabled-reference-uris', 'empty', '--pubkey-cert-pem', 'certificate.pem']
    assert.equal(await code('xmlsec1', ...verify, file), 0, file)
    writeFileSync(join(folder, file), xml.replace('<severity>Severe', '<severity>Minor'))
    assert.notEqual(await code('xmlsec1', ...verify, file), 0, `${file} as it was not signed`)
  }
})
