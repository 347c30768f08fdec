import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { type Bounce, readBounce } from './bounces.ts'

const lines = (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))

/** RFC 3464, appendix E. */
const RFC_3464 = `Date: Thu, 7 Jul 1994 17:16:05 -0400
From: Mail Delivery Subsystem <MAILER-DAEMON@CS.UTK.EDU>
Message-Id: <199407072116.RAA14128@CS.UTK.EDU>
Subject: Returned mail: Cannot send message for 5 days
To: <owner-info-mime@cs.utk.edu>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
      boundary="RAA14128.773615765/CS.UTK.EDU"

--RAA14128.773615765/CS.UTK.EDU

The original message was received at Sat, 2 Jul 1994 17:10:28 -0400
from root@localhost

   ----- The following addresses had delivery problems -----
<louisl@larry.slip.umd.edu>  (unrecoverable error)

--RAA14128.773615765/CS.UTK.EDU
content-type: message/delivery-status

Reporting-MTA: dns; cs.utk.edu

Original-Recipient: rfc822;louisl@larry.slip.umd.edu
Final-Recipient: rfc822;louisl@larry.slip.umd.edu
Action: failed
Status: 4.0.0
Diagnostic-Code: smtp; 426 connection timed out
Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400

--RAA14128.773615765/CS.UTK.EDU
content-type: message/rfc822

[original message goes here]

--RAA14128.773615765/CS.UTK.EDU--
`

/** RFC 5965, appendix B.2. */
const RFC_5965 = `From: <abusedesk@example.com>
Date: Thu, 8 Mar 2005 17:40:36 EDT
Subject: FW: Earn money
To: <abuse@example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report;
     boundary="part1_13d.2e68ed54_boundary"

--part1_13d.2e68ed54_boundary
Content-Type: text/plain; charset="US-ASCII"
Content-Transfer-Encoding: 7bit

This is an email abuse report for an email message received from IP
192.0.2.1 on Thu, 8 Mar 2005 14:00:00 EDT.

--part1_13d.2e68ed54_boundary
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <somespammer@example.net>
Original-Rcpt-To: <user@example.com>
Arrival-Date: Thu, 8 Mar 2005 14:00:00 EDT
Reporting-MTA: dns; mail.example.com
Source-IP: 192.0.2.1

--part1_13d.2e68ed54_boundary
Content-Type: message/rfc822
Content-Disposition: inline

From: <somespammer@example.net>
To: <Undisclosed Recipients>
Subject: Earn money
Message-ID: <8787KJKJ3K4J3K4J3K4J3.mail@example.net>
Date: Thu, 02 Sep 2004 12:31:03 -0500

Spam Spam Spam
--part1_13d.2e68ed54_boundary--
`

/** As providers write them: the block of a recipient, in a report that came to us. */
function reported(block: string): Buffer {
  return lines(`Return-Path: <>
Delivered-To: bounces+b7-abc@loa.example
From: MAILER-DAEMON@mx.example
To: bounces+b7-abc@loa.example
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: text/plain

Sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ai.do@example.vn
${block}

--B
Content-Type: text/rfc822-headers

Return-Path: <bounces+b7-abc@loa.example>
Message-ID:
 <4e3eb9e2@loa.example>
Subject: x

--B--
`)
}

function verdict({ is, status, isGone }: Bounce): string {
  return `${is}${status === null ? '' : ` ${status}`}${isGone ? ', gone' : ''}`
}

test('the examples of RFC 3464 and RFC 5965 are read', () => {
  assert.deepEqual(readBounce(lines(RFC_3464)), {
    is: 'delayed',
    status: '4.0.0',
    isGone: false,
    cameTo: ['owner-info-mime@cs.utk.edu'],
    messageId: null,
  })
  assert.deepEqual(readBounce(lines(RFC_5965)), {
    is: 'complaint',
    status: null,
    isGone: false,
    cameTo: ['abuse@example.net', 'somespammer@example.net'],
    messageId: '<8787KJKJ3K4J3K4J3K4J3.mail@example.net>',
  })
})

test('a bounce ends a subscription only where it failed for good, and is told where it came to and of which mail', () => {
  for (const [block, expected] of [
    ['Action: failed\nStatus: 5.1.1', 'failed 5.1.1, gone'],
    ['action: Failed\nstatus: 5.1.1 (no such user)', 'failed 5.1.1, gone'],
    ['Action: failed\nStatus: 5.2.2', 'failed 5.2.2'],
    ['Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.1.1 no', 'failed 5.7.1'],
    ['Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550\n 5.1.1 <ai.do@example.vn>', 'failed 5.1.1, gone'],
    ['Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 450 4.1.1 x', 'failed 5.0.0'],
    ['Action: failed\nStatus: 4.4.7', 'delayed 4.4.7'],
    ['Action: delayed\nStatus: 4.4.1\nWill-Retry-Until: tomorrow', 'delayed 4.4.1'],
    ['Action: delayed\nStatus: 5.1.1', 'delayed 5.1.1'],
    ['Action: delivered\nStatus: 2.0.0', 'nothing'],
    ['Action: relayed\nStatus: 2.0.0', 'nothing'],
    ['Action: failed', 'nothing'],
    ['Status: 5.1.1', 'nothing'],
    ['Action: delayed\nStatus: 4.4.1\n\nAction: failed\nStatus: 5.1.1', 'failed 5.1.1, gone'],
  ] as const) {
    const bounce = readBounce(reported(block))
    assert.equal(verdict(bounce), expected, block)
    assert.deepEqual(bounce.cameTo, ['bounces+b7-abc@loa.example'])
    assert.equal(bounce.messageId, '<4e3eb9e2@loa.example>')
  }
})

test('what is no report says nothing: a note that somebody is away, a quoted report, not-spam', () => {
  const away = `To: bounces+b7-abc@loa.example
Auto-Submitted: auto-replied
Content-Type: text/plain

Tôi đi vắng.

Action: failed
Status: 5.1.1
`
  for (const text of [
    ...[away, '', '\n\n', 'Content-Type: multipart/report\n\n--\n'],
    RFC_5965.replace('Feedback-Type: abuse', 'Feedback-Type: not-spam'),
    RFC_3464.replace('multipart/report', 'multipart/mixed'),
    RFC_3464.replace('message/delivery-status', 'text/plain'),
  ])
    assert.equal(readBounce(lines(text)).is, 'nothing', text.slice(0, 80))
  assert.deepEqual(readBounce(lines(away)).cameTo, ['bounces+b7-abc@loa.example'])
})

test('a bounce that whoever dislikes us wrote costs little, whatever is in it', () => {
  const head = 'Content-Type: multipart/report; boundary=B\r\n'
  const status =
    '\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\nx: y\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n'
  const beyond = 'x'.repeat(300_000)
  for (const [text, expected] of [
    [`${head}${status}${beyond}`, 'failed'],
    [`${beyond}\r\n${head}${status}`, 'nothing'],
    [`${head}\r\n${'--B\r\n\r\n'.repeat(30_000)}${status}`, 'nothing'],
    [`${head}\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n${'a: b\r\n\r\n'.repeat(30_000)}`, 'nothing'],
    [`To: ${'a@b.example,'.repeat(15_000)}\r\n${head}${status}`, 'failed'],
    [`X: ${' y\r\n'.repeat(60_000)}${head}${status}`, 'failed'],
    [`${'h: v\r\n'.repeat(30_000)}${head}${status}`, 'failed'],
    [`${'('.repeat(200_000)}@${'<'.repeat(50_000)}`, 'nothing'],
    [`Content-Type: ${';boundary='.repeat(20_000)}`, 'nothing'],
  ] as const) {
    const before = process.cpuUsage()
    const bounce = readBounce(Buffer.from(text))
    const { user } = process.cpuUsage(before)
    assert.ok(user < 500_000, `${user} µs for ${text.slice(0, 60)}`)
    assert.equal(bounce.is, expected, text.slice(0, 60))
    assert.ok(bounce.cameTo.length <= 10)
  }
})

test('any octets are read without an error', () => {
  const pieces = fc.constantFrom(
    ...['Content-Type: multipart/report; boundary=B', '--B', '--B--', '', ' ', ':', '\t', 'a:b'],
    ...['Content-Type: message/delivery-status', 'Action: failed', 'Status: 5.1.1', '\u00ff'],
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), some => {
      const { is, cameTo } = readBounce(Buffer.from(some.join('\r\n')))
      assert.match(is, /^(failed|delayed|complaint|nothing)$/)
      assert.ok(cameTo.length <= 10)
    }),
  )
})
