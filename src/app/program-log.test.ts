import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainLine } from './program-log.ts'

test('what a peer says of itself is one line of a log on a terminal and steers nothing', () => {
  const cause = 'x\n12:00:00 ALARM: the broadcast is off\u001b[2J\u009b1A\r'
  const line = plainLine('AMF request refused', { amf: '10.0.0.7:80', status: 403, cause, says: '' })
  assert.doesNotMatch(line, /\p{Cc}/u)
  assert.match(line, /^AMF request refused amf=10\.0\.0\.7:80 status=403 cause=x␊12:00:00 ALARM/)
})
