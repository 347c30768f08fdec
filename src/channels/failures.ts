/** What can go wrong when a channel is set up. What becomes of a message is an answer (provider.ts), not a failure. */
import { type FailureTable, failuresOf } from '../base/failure.ts'
import { malformed } from '../base/failure-kinds.ts'

export const CHANNEL_FAILURES = {
  dkimKeyUnusable: malformed({
    vi: 'Khóa DKIM {file} không dùng được: cần khóa RSA từ {bits} bit, dạng PEM, không mật khẩu. Tạo bằng opendkim-genkey hoặc openssl genrsa.',
    en: 'Cannot use the DKIM key {file}: give an RSA key of {bits} bits or more, in PEM, without a password. Create one with opendkim-genkey or openssl genrsa.',
  }),
} as const satisfies FailureTable

export const channelFailure = failuresOf(CHANNEL_FAILURES)
