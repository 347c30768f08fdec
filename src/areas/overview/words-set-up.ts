/**
 * The set-up of a new authority in words: what each line is, what is so of it, who has to act. By the names that
 * `src/authority/set-up.ts` gives.
 */
import type { SetUpName } from '../../authority/set-up.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import { grouped } from '../../web/numbers.ts'
import { shownTime } from '../../web/times.ts'
import { type Blanks, type Both, filled, type Language, type Words } from '../../web/words/both.ts'

export const lineWords = {
  name: { vi: 'Tên cơ quan chủ quản', en: 'Name of the authority' },
  factor: { vi: 'Xác thực hai bước của anh/chị', en: 'Your two-step sign-in' },
  key: { vi: 'Khóa ký của anh/chị', en: 'Your signing key' },
  second: { vi: 'Quản trị viên thứ hai', en: 'A second administrator' },
  editor: { vi: 'Người soạn có khóa ký', en: 'An editor with a signing key' },
  approver: { vi: 'Người duyệt có khóa ký', en: 'An approver with a signing key' },
  roster: { vi: 'Danh sách người ký', en: 'Who may sign' },
  operator: { vi: 'Nhà mạng sẵn sàng gửi', en: 'An operator ready to send' },
  lanes: { vi: 'Kênh diễn tập của nhà mạng', en: 'Exercise lanes of an operator' },
  exercise: { vi: 'Một lần diễn tập đạt', en: 'A successful exercise' },
  mail: { vi: 'Thông báo qua thư điện tử', en: 'Notices by mail' },
  push: { vi: 'Thông báo trên trình duyệt', en: 'Notices in browsers' },
  backup: { vi: 'Bản sao lưu', en: 'A backup' },
} as const satisfies Record<SetUpName, Both>

export const saysWords = {
  'name.done': { vi: '{{name}}', en: '{{name}}' },
  'name.missing': {
    vi: 'Máy chủ chưa có tên. Khởi động lại loa serve với --name "Tên cơ quan".',
    en: 'The server has no name yet. Restart loa serve with --name "Name of the authority".',
  },
  'factor.done': { vi: 'Đã bật.', en: 'On.' },
  'factor.notAsked': { vi: 'Máy chủ này không yêu cầu.', en: 'Not required on this server.' },
  'factor.missing': {
    vi: 'Bật ứng dụng xác thực hoặc thêm một khóa truy cập (passkey).',
    en: 'Turn on an authenticator app or add a passkey.',
  },
  'key.done': { vi: 'Đã có.', en: 'Created.' },
  'key.missing': {
    vi: 'Tạo khóa ký trong trình duyệt này. Mỗi người ký đều cần một khóa.',
    en: 'Create a signing key in this browser. Everyone who signs needs one.',
  },
  'second.missing': {
    vi: 'Mời thêm một quản trị viên, để không chỉ một người quyết định ai được ký.',
    en: 'Invite one more administrator, so that no one person decides who may sign.',
  },
  'editor.missing': { vi: 'Mời một người soạn.', en: 'Invite an editor.' },
  'approver.missing': { vi: 'Mời một người duyệt.', en: 'Invite an approver.' },
  'roster.done': {
    vi: 'Danh sách số {{number}} đang có hiệu lực, có {{listed}}/{{all}} người đã có khóa.',
    en: 'Roster {{number}} is in force, with {{listed}} of the {{all}} {{all|person|people}} who have a key.',
  },
  'roster.before': {
    vi: 'Lập sau khi quản trị viên thứ hai, người soạn và người duyệt đã có khóa ký.',
    en: 'Prepare the roster once the second administrator, an editor and an approver have signing keys.',
  },
  'roster.early': {
    vi: 'Lập sau khi {{names}} có khóa ký. Danh sách ký sớm hơn sẽ phải lập và ký lại.',
    en: 'Prepare the roster once {{names}} have signing keys. One signed earlier has to be prepared and signed again.',
  },
  'roster.none': {
    vi: '{{all}} người đã có khóa ký. Lập danh sách rồi ký.',
    en: '{{all}} {{all|person has a signing key|people have signing keys}}. Prepare the roster and sign it.',
  },
  'roster.stale': {
    vi: 'Từ khi lập, người hoặc khóa ký đã thay đổi. Lập lại rồi ký.',
    en: 'People or keys have changed since. Prepare the roster again and sign it.',
  },
  'roster.sign': { vi: 'Đã lập, chờ anh/chị ký.', en: 'Prepared. Your signature is missing.' },
  'roster.others': {
    vi: 'Anh/chị đã ký. Còn thiếu chữ ký của một quản trị viên khác: {{names}}.',
    en: 'You have signed. One more administrator has to sign: {{names}}.',
  },
  'roster.hour': { vi: 'Đã ký, có hiệu lực từ {{at}}.', en: 'Signed, in force from {{at}}.' },
  'roster.due': {
    vi: '{{listed}}/{{all}} người đã có khóa có trong danh sách số {{number}}. Lập danh sách mới rồi ký.',
    en: '{{listed}} of the {{all}} {{all|person|people}} who have a key {{listed|is|are}} on roster {{number}}. Prepare a new one and sign it.',
  },
  'roster.short': {
    vi: 'Danh sách số {{number}} thiếu người soạn hoặc người duyệt. Khi họ đã có khóa ký, lập danh sách mới.',
    en: 'Roster {{number}} has no editor or no approver who may sign in. Once they have signing keys, prepare a new one.',
  },
  'operator.done': {
    vi: '{{name}}: đã kết nối, có danh sách người ký đang có hiệu lực, {{subscribers}} thuê bao.',
    en: '{{name}}: connected, holds the roster in force, {{subscribers}} {{subscribers|subscriber|subscribers}}.',
  },
  'operator.early': {
    vi: 'Mã đăng ký được cấp sau khi danh sách người ký có hiệu lực.',
    en: 'Enrolment codes are issued once the roster is in force.',
  },
  'operator.none': {
    vi: 'Thêm nhà mạng, tạo mã đăng ký và gửi cho kỹ sư của nhà mạng.',
    en: 'Add the operator, create an enrolment code and send it to the operator’s engineer.',
  },
  'operator.notEnrolled': {
    vi: '{{name}} chưa đăng ký nút. Tạo mã đăng ký và gửi cho kỹ sư của nhà mạng.',
    en: '{{name}} has not enrolled its node. Create an enrolment code and send it to the engineer.',
  },
  'operator.neverCame': {
    vi: '{{name}} đã đăng ký nhưng nút chưa kết nối lần nào. Kỹ sư chạy loa operator.',
    en: '{{name}} is enrolled, but its node has never connected. The engineer runs loa operator.',
  },
  'operator.away': { vi: 'Nút của {{name}} đang mất kết nối.', en: 'The node of {{name}} is not connected.' },
  'operator.earlierNode': {
    vi: 'Nút của {{name}} dùng phiên bản cũ, không kiểm tra chữ ký nên không được giao việc. Kỹ sư cập nhật nút.',
    en: 'The node of {{name}} runs an earlier version without signature checks, so it gets no work. The engineer updates the node.',
  },
  'operator.withoutRoster': {
    vi: 'Nút của {{name}} chưa có danh sách người ký nên từ chối mọi lệnh. Kỹ sư chạy loa operator trust.',
    en: 'The node of {{name}} has no roster, so it refuses every directive. The engineer runs loa operator trust.',
  },
  'operator.olderRoster': {
    vi: 'Nút của {{name}} còn giữ danh sách người ký khác với danh sách đang có hiệu lực.',
    en: 'The node of {{name}} holds another roster than the one in force.',
  },
  'operator.noSubscribers': {
    vi: 'Nút của {{name}} không có thuê bao nào. Kỹ sư nạp tập thuê bao.',
    en: 'The node of {{name}} has no subscribers. The engineer loads its audience.',
  },
  'lanes.missing': {
    vi: '{{names}} chưa khai báo số thử nghiệm, nên chưa diễn tập được. Vẫn gửi thật được nếu bỏ chọn diễn tập trước.',
    en: '{{names}} declared no test numbers, so no exercise can be run. Live rounds can go out without one.',
  },
  'lanes.later': { vi: 'Biết sau khi nút của nhà mạng kết nối.', en: 'Known once a node connects.' },
  'exercise.done': { vi: 'Đã có.', en: 'Done.' },
  'exercise.running': { vi: 'Đang diễn ra.', en: 'Running now.' },
  'exercise.missing': {
    vi: 'Soạn và duyệt một đợt, rồi cho diễn tập tới số thử nghiệm của cán bộ.',
    en: 'Write and approve a round, then run its exercise to the staff’s test numbers.',
  },
  'exercise.later': {
    vi: 'Làm được khi nhà mạng có kênh diễn tập.',
    en: 'Possible once an operator has exercise lanes.',
  },
  'mail.done': { vi: 'Đã bật.', en: 'On.' },
  'mail.missing': {
    vi: 'Chưa bật: khởi động lại loa serve với --smtp và --mail-from.',
    en: 'Off: restart loa serve with --smtp and --mail-from.',
  },
  'push.done': { vi: 'Đã bật.', en: 'On.' },
  'push.missing': {
    vi: 'Chưa bật: khởi động lại loa serve với --push-contact.',
    en: 'Off: restart loa serve with --push-contact.',
  },
  'backup.done': { vi: 'Bản gần nhất: {{at}}.', en: 'The last one: {{at}}.' },
  'backup.missing': {
    vi: 'Chưa có. Sao lưu máy chủ mỗi ngày một lần.',
    en: 'None yet. Run loa backup on the server, once a day.',
  },
  'backup.unknown': {
    vi: 'Máy chủ PostgreSQL được sao lưu bằng công cụ riêng: trang này không biết.',
    en: 'PostgreSQL is backed up with its own tools: this page cannot tell.',
  },
  // Of every line that has no words of its own for it.
  done: { vi: '{{names}}', en: '{{names}}' },
  invited: { vi: 'Đã mời {{names}}, chưa mở thư mời.', en: '{{names}}: invited, invitation not opened yet.' },
  keyless: {
    vi: '{{names}} đã đăng nhập, chưa tạo khóa ký ở trang Tài khoản.',
    en: '{{names}}: signed in, no signing key yet (page Account).',
  },
  unknown: { vi: 'Chưa biết.', en: 'Not known.' },
} as const satisfies Words

/** Who has to act. */
export const whoWords = {
  reader: { vi: 'Anh/chị', en: 'You' },
  host: { vi: 'Người vận hành máy chủ', en: 'Person running the server' },
  hour: { vi: 'Không ai, đến giờ tự có hiệu lực', en: 'Nobody: it takes effect by itself' },
  people: { vi: '{{names}}', en: '{{names}}' },
  operator: { vi: 'Kỹ sư của {{names}}', en: 'Engineers of {{names}}' },
} as const satisfies Words

/** Why no live round could go out, on the page where one lands. */
export const lackWords = {
  none: {
    vi: 'Chưa có danh sách nào có hiệu lực: không đợt nhắn tin nào gửi được.',
    en: 'No roster is in force: no round can go out.',
  },
  noApprover: {
    vi: 'Chưa có người duyệt trong danh sách: không đợt nhắn tin nào gửi được.',
    en: 'No approver is on the roster: no round can go out.',
  },
  noWriter: {
    vi: 'Chưa có người soạn trong danh sách: người duyệt không tự duyệt bản mình trình.',
    en: 'No editor is on the roster: approvers do not approve their own work.',
  },
  noOperator: {
    vi: 'Chưa có nút nhà mạng nào đăng ký: không đợt nhắn tin nào gửi được.',
    en: 'No operator’s node is enrolled: no round can go out.',
  },
  neverCame: {
    vi: 'Nút đã đăng ký nhưng chưa kết nối lần nào: không đợt nhắn tin nào gửi được.',
    en: 'The node is enrolled but has never connected: no round can go out.',
  },
  away: {
    vi: 'Mất kết nối, và không có nút nào khác: không đợt nhắn tin nào gửi được.',
    en: 'Not connected, and there is no other node: no round can go out.',
  },
  earlierNode: {
    vi: 'Nút dùng phiên bản cũ, không kiểm tra chữ ký: không đợt nhắn tin nào gửi được.',
    en: 'The node runs an earlier version without signature checks: no round can go out.',
  },
  withoutRoster: {
    vi: 'Nút chưa có danh sách người ký: không đợt nhắn tin nào gửi được.',
    en: 'The node has no roster: no round can go out.',
  },
  olderRoster: {
    vi: 'Nút còn giữ danh sách người ký khác với danh sách đang có hiệu lực.',
    en: 'The node holds another roster than the one in force.',
  },
  noSubscribers: {
    vi: 'Nút không có thuê bao nào: không đợt nhắn tin nào gửi được.',
    en: 'The node has no subscribers: no round can go out.',
  },
  operator: { vi: 'Nhà mạng', en: 'Operator' },
} as const satisfies Words

/** With what is put into them: numbers grouped, an instant (`at`) as people read it. */
export function inBoth(words: Both, given: Blanks): Both {
  const said = (language: Language) =>
    filled(
      words[language],
      Object.fromEntries(Object.entries(given).map(([name, value]) => [name, shownValue(name, value, language)])),
    )
  return { vi: said('vi'), en: said('en') }
}

function shownValue(name: string, value: string | number, language: Language): string {
  if (typeof value === 'number') return grouped(value, language)
  return name === 'at' ? shownTime(value, 'minute', language, TIME_ZONE) : value
}
