/** What can go wrong in this room and is nobody's bug. A sentence says what happened and what to do. */

import type { FailureTable } from '../base/failure.ts'
import { failuresOf } from '../base/failure.ts'
import { broken, conflict, malformed, missing, peerAway, unknownCaller, wrongUsage } from '../base/failure-kinds.ts'

export const OPERATOR_FAILURES = {
  authorityPlain: wrongUsage({
    vi: 'Địa chỉ của cơ quan chủ quản phải là https://; http:// chỉ dùng được trên cùng một máy.',
    en: 'The URL of the authority must be https://; http:// is for the same machine only.',
  }),
  authorityKeyDiffers: {
    ...unknownCaller({
      vi: 'Khóa của máy chủ ở địa chỉ này không phải là khóa ghi trong mã đăng ký. Không đăng ký gì; hãy hỏi lại cơ quan chủ quản.',
      en: 'The key of the server at this URL is not the one in the enrolment code. Nothing was enrolled; ask the authority.',
    }),
    blame: 'peer',
  },
  authorityAway: peerAway({
    vi: 'Không kết nối được với cơ quan chủ quản tại {url} ({why}). Kiểm tra địa chỉ và mạng rồi chạy lại.',
    en: 'The authority at {url} cannot be reached ({why}). Check the URL and the network, and run it again.',
  }),
  authorityRefuses: peerAway({
    vi: 'Cơ quan chủ quản tại {what} từ chối ({code}). Kiểm tra địa chỉ và phiên bản của hai bên.',
    en: 'The authority at {what} refuses ({code}). Check the URL and the versions of both sides.',
  }),
  keyFileThere: conflict({
    vi: 'Tệp khóa {file} đã có và không bị ghi đè. Chọn tệp khác, hoặc đổi khóa bằng: loa operator rotate --key {file}.',
    en: 'The key file {file} exists and is not overwritten. Choose another, or change the key: loa operator rotate --key {file}.',
  }),
  keyFileWrong: malformed({
    vi: '{file} không phải là tệp khóa của một nút nhà mạng. Tạo tệp bằng: loa operator enrol.',
    en: "{file} is no key file of an operator's node. Make one with: loa operator enrol.",
  }),
  rotationUnfinished: conflict({
    vi: 'Việc đổi khóa của {file} chưa xong. Hãy hoàn tất trước bằng: loa operator rotate --key {file}.',
    en: 'A rotation of the key in {file} is not finished. Finish it first: loa operator rotate --key {file}.',
  }),
  rosterUnpinned: conflict({
    vi: 'Nút này chưa ghim danh sách người ký, nên không gửi gì. Hãy hỏi cơ quan chủ quản mã băm của danh sách qua một kênh khác, chạy: loa operator trust --key {file} --roster SHA256, rồi khởi động lại nút.',
    en: 'No roster of the people who sign is pinned on this node, so it sends nothing. Ask the authority for its digest over another way, run: loa operator trust --key {file} --roster SHA256, and start the node again.',
  }),
  rosterAway: conflict({
    vi: 'Danh sách người ký đã ghim ({sha256}) chưa đến từ cơ quan chủ quản, nên không gửi gì. Hãy so mã băm với cơ quan chủ quản; nếu khác, chạy: loa operator trust --key {file} --roster SHA256, rồi khởi động lại nút.',
    en: 'The roster of the people who sign that is pinned ({sha256}) has not come from the authority, so nothing is sent. Compare the digest with the authority; where it differs, run: loa operator trust --key {file} --roster SHA256, and start the node again.',
  }),
  trailHeadsDiffer: {
    ...broken({
      vi: 'Nhật ký của cơ quan chủ quản có hai mã băm cho cùng {entries} mục: {one} ({oneBy}) và {other} ({otherBy}). Nhật ký đã bị viết lại; hãy giữ nguyên thư mục của nút này và báo người kiểm tra của cơ quan chủ quản.',
      en: "The authority's trail has two hashes for the same {entries} entries: {one} ({oneBy}) and {other} ({otherBy}). It was written anew; keep the directory of this node and tell the authority's auditor.",
    }),
    blame: 'peer',
  },
  trailShorter: {
    ...broken({
      vi: 'Nhật ký của cơ quan chủ quản có {before} mục ở {earlier}, sau đó chỉ còn {after} mục ở {later}. Nhật ký đã bị cắt hoặc được khôi phục từ bản sao; hãy hỏi người kiểm tra của cơ quan chủ quản.',
      en: "The authority's trail had {before} entries in {earlier} and only {after} in {later}, which is later. It was cut, or restored from a backup; ask the authority's auditor.",
    }),
    blame: 'peer',
  },
  cellTableWrong: malformed({
    vi: '{file}, dòng {line}: {vi}. Bảng ô phát không được dùng; hãy sửa dòng này rồi chạy lại.',
    en: '{file}, line {line}: {en}. The table of cells is not used; mend the line and start again.',
  }),
  cellsMissing: wrongUsage({
    vi: 'Nút này đã đưa {count} tin quảng bá di động lên sóng, có thể còn phát đến {until}, và thiếu --cells, --bsc (hoặc --amf) thì không ai gỡ được. Hãy chạy lại với các tham số đó như trước; bộ điều khiển đang mất kết nối sẽ được thử lại.',
    en: 'This node has put cell broadcasts on the air ({count}) that may be there until {until}, and without --cells and --bsc (or --amf) nobody can take them off. Start it with these, as before; a controller that is away is tried again.',
  }),
  nodeAway: missing({
    vi: 'Không có nút nào đang chạy với thư mục {directory}. Kiểm tra --data, hoặc chạy nút trước.',
    en: 'No node runs with the directory {directory}. See that --data is right, or start the node first.',
  }),
  logHasMajority: conflict({
    vi: 'Nhật ký nhân bản vẫn có đa số máy chủ trả lời, nên nút không chạy một mình: máy khác có thể đang gửi. Chạy lại không có --alone.',
    en: 'A majority of the servers of the log answers, so this node does not go on alone: another machine may be sending. Start it without --alone.',
  }),
  nodeRuns: conflict({
    vi: 'Một nút khác đang chạy với thư mục {directory}. Dừng nút đó trước, hoặc chọn thư mục khác cho --data.',
    en: 'Another node runs with the directory {directory}. Stop it first, or choose another directory for --data.',
  }),
} as const satisfies FailureTable

export const operatorFailure = failuresOf(OPERATOR_FAILURES)
