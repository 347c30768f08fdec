/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { broken, conflict, malformed, missing, peerAway, unknownCaller, wrongUsage } from '../base/failure-kinds.ts'

export const OPERATOR_FAILURES = {
  authorityPlain: wrongUsage({
    vi: 'Địa chỉ của cơ quan chủ quản phải là https://; http:// chỉ dùng được trên cùng một máy.',
    en: 'The authority’s URL must be https://; http:// works only on the same machine.',
  }),
  authorityKeyDiffers: {
    ...unknownCaller({
      vi: 'Khóa của máy chủ ở địa chỉ này không phải là khóa ghi trong mã đăng ký. Chưa đăng ký gì; hỏi lại cơ quan chủ quản.',
      en: 'The key of the server at this URL is not the one in the enrolment code. Nothing was enrolled; ask the authority.',
    }),
    blame: 'peer',
  },
  authorityAway: peerAway({
    vi: 'Không kết nối được với cơ quan chủ quản tại {url} ({why}). Kiểm tra địa chỉ và mạng rồi chạy lại.',
    en: 'Cannot reach the authority at {url} ({why}). Check the URL and the network, then run it again.',
  }),
  authorityRefuses: peerAway({
    vi: 'Cơ quan chủ quản tại {what} từ chối ({code}). Kiểm tra địa chỉ và phiên bản của hai bên.',
    en: 'The authority at {what} refused ({code}). Check the URL and the versions of both sides.',
  }),
  keyFileThere: conflict({
    vi: 'Tệp khóa {file} đã có và không bị ghi đè. Chọn tệp khác, hoặc đổi khóa bằng: loa operator rotate --key {file}.',
    en: 'The key file {file} exists and is not overwritten. Choose another, or change the key: loa operator rotate --key {file}.',
  }),
  keyFileWrong: malformed({
    vi: '{file} không phải là tệp khóa của một nút nhà mạng. Tạo tệp bằng: loa operator enrol.',
    en: '{file} is not the key file of an operator’s node. Create one with: loa operator enrol.',
  }),
  rotationUnfinished: conflict({
    vi: 'Việc đổi khóa của {file} chưa xong. Hoàn tất trước bằng: loa operator rotate --key {file}.',
    en: 'The key rotation of {file} is not finished. Finish it first: loa operator rotate --key {file}.',
  }),
  rosterUnpinned: conflict({
    vi: 'Nút này chưa ghim danh sách người ký, nên không gửi gì. Hỏi cơ quan chủ quản mã băm của danh sách qua kênh khác, chạy: loa operator trust --key {file} --roster SHA256, rồi khởi động lại nút.',
    en: 'This node has no pinned roster, so nothing is sent. Ask the authority for the roster’s digest by another channel, run: loa operator trust --key {file} --roster SHA256, then restart the node.',
  }),
  rosterAway: conflict({
    vi: 'Danh sách người ký đã ghim ({sha256}) chưa đến từ cơ quan chủ quản, nên không gửi gì. So mã băm với cơ quan chủ quản; nếu khác, chạy: loa operator trust --key {file} --roster SHA256, rồi khởi động lại nút.',
    en: 'The pinned roster ({sha256}) has not arrived from the authority, so nothing is sent. Compare the digest with the authority; if it differs, run: loa operator trust --key {file} --roster SHA256, then restart the node.',
  }),
  trailHeadsDiffer: {
    ...broken({
      vi: 'Nhật ký của cơ quan chủ quản có hai mã băm cho cùng {entries} mục: {one} ({oneBy}) và {other} ({otherBy}). Nhật ký đã bị sửa; giữ nguyên thư mục của nút này và báo người kiểm tra của cơ quan chủ quản.',
      en: 'The authority’s trail has two hashes for the same {entries} entries: {one} ({oneBy}) and {other} ({otherBy}). The trail was rewritten; keep this node’s directory and tell the authority’s auditor.',
    }),
    blame: 'peer',
  },
  trailShorter: {
    ...broken({
      vi: 'Nhật ký của cơ quan chủ quản có {before} mục ở {earlier}, sau đó chỉ còn {after} mục ở {later}. Nhật ký đã bị cắt hoặc được khôi phục từ bản sao; hỏi người kiểm tra của cơ quan chủ quản.',
      en: 'The authority’s trail had {before} entries in {earlier} but only {after} in the later {later}. The trail was cut, or restored from a backup; ask the authority’s auditor.',
    }),
    blame: 'peer',
  },
  cellTableWrong: malformed({
    vi: '{file}, dòng {line}: {vi}. Chưa dùng bảng ô phát này; sửa dòng đó rồi chạy lại.',
    en: '{file}, line {line}: {en}. The cell table is not used; correct this line and start again.',
  }),
  cellsMissing: wrongUsage({
    vi: 'Nút này đã phát {count} tin quảng bá di động, có thể còn trên sóng đến {until}; thiếu --cells, --bsc (hoặc --amf) thì không ngừng phát được. Chạy lại với các tham số như trước; bộ điều khiển mất kết nối sẽ được thử lại.',
    en: 'This node has started cell broadcasts ({count}) that may be on the air until {until}. Without --cells and --bsc (or --amf) they cannot be stopped. Start the node with the same options as before; disconnected controllers are retried.',
  }),
  nodeAway: missing({
    vi: 'Không có nút nào đang chạy với thư mục {directory}. Kiểm tra --data, hoặc chạy nút trước.',
    en: 'No node is running with the directory {directory}. Check --data, or start the node first.',
  }),
  logHasMajority: conflict({
    vi: 'Đa số máy chủ của nhật ký nhân bản vẫn trả lời, nên nút không chạy một mình: máy khác có thể đang gửi. Chạy lại không có --alone.',
    en: 'Most servers of the replicated log answer, so this node does not run on its own: another machine may be sending. Start the node without --alone.',
  }),
  nodeRuns: conflict({
    vi: 'Một nút khác đang chạy với thư mục {directory}. Dừng nút đó trước, hoặc chọn thư mục khác cho --data.',
    en: 'Another node is running with the directory {directory}. Stop it first, or choose another directory for --data.',
  }),
} as const satisfies FailureTable

export const operatorFailure = failuresOf(OPERATOR_FAILURES)
