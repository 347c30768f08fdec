/** What can go wrong where something is measured and is nobody's bug. A sentence says what happened and what to do. */

import { type FailureTable, failuresOf } from '../src/base/failure.ts'
import { failed, unsupported } from '../src/base/failure-kinds.ts'

export const BENCH_FAILURES = {
  benchFailed: failed({
    vi: 'Phép đo "{name}" bị hỏng ({why}), nên không có số nào được in. Chạy lại lệnh này.',
    en: "The measurement '{name}' failed ({why}), so no figure is printed. Run it again.",
  }),
  natsMissing: unsupported({
    vi: 'Máy này không có nats-server, nên không đo được. Cài gói nats-server (Debian) rồi chạy lại.',
    en: 'This machine has no nats-server, so nothing can be measured. Install it (Debian package nats-server) and run it again.',
  }),
  benchPeersAbsent: unsupported({
    vi: 'Các chương trình để so sánh nằm trong kho mã nguồn, không có trong gói npm. Chạy --peers từ kho mã nguồn.',
    en: 'The programs to compare with lie in the repository, not in the npm package. Run --peers from a checkout.',
  }),
  benchPeerMissing: unsupported({
    vi: 'Chưa cài gói npm {package} để so sánh. Cài bằng: npm ci.',
    en: 'The npm package {package}, to compare with, is not installed. Install it with: npm ci.',
  }),
} as const satisfies FailureTable

export const benchFailure = failuresOf(BENCH_FAILURES)
