/** Words of those who sign: one's own keys, the roster in force, the one that waits. */
import type { Words } from '../../web/words/both.ts'

export const signers = {
  title: { vi: 'Người ký', en: 'Signers' },
  lead: {
    vi: 'Nhà mạng chỉ chấp nhận chữ ký của những người trong danh sách này. Mỗi danh sách mới do quản trị viên của danh sách trước ký.',
    en: 'Operators accept only the signatures of the people on this roster. Administrators on the previous roster sign each new one.',
  },
  person: { vi: 'Người ký', en: 'Person' },
  role: { vi: 'Vai trò', en: 'Role' },
  keys: { vi: 'Khóa ký', en: 'Signing keys' },
  'keys.unit': { vi: 'khóa', en: 'keys' },
  signedBy: { vi: 'Đã ký', en: 'Signed by' },
  'kind.key': { vi: 'Khóa của trình duyệt', en: 'Browser key' },
  'kind.passkey': { vi: 'Khóa truy cập (passkey)', en: 'Passkey' },

  'roster.number': { vi: 'danh sách số {{number}}', en: 'roster {{number}}' },
  'digest.name': { vi: 'Mã băm', en: 'Digest' },
  'digest.whole': { vi: 'Cả mã băm', en: 'Whole digest' },
  'digest.title': { vi: 'Mã băm của danh sách số {{number}}', en: 'Digest of roster {{number}}' },
  'digest.label': { vi: 'SHA-256', en: 'SHA-256' },

  'alone.title': {
    vi: 'Chỉ một quản trị viên quyết định ai được ký',
    en: 'Only one administrator controls who may sign',
  },
  'alone.why': {
    vi: 'Mời quản trị viên thứ hai và đề nghị người đó tạo khóa ký. Khi danh sách có hai quản trị viên, mỗi danh sách mới cần cả hai ký.',
    en: 'Invite a second administrator and have them create a signing key. Once the roster has two administrators, each new one needs two signatures.',
  },
  'first.title': { vi: 'Chưa có danh sách người ký', en: 'No roster of signers yet' },
  'first.how': {
    vi: 'Mọi người, kể cả anh/chị, tạo khóa ký ở trang Tài khoản. Sau đó lập và ký danh sách trước khi đăng ký nhà mạng. Chưa có danh sách thì các nút không gửi gì.',
    en: 'Have everyone, yourself included, create a signing key on the page Account. Then prepare and sign the roster before operators are enrolled. Without a roster their nodes send nothing.',
  },
  'first.wait': {
    vi: 'Quản trị viên lập danh sách khi mọi người đã tạo khóa ký ở trang Tài khoản. Chưa có danh sách thì các nút không gửi gì.',
    en: 'An administrator prepares the roster once everyone has created a signing key on the page Account. Without a roster the operators’ nodes send nothing.',
  },
  'due.title': { vi: 'Cần lập danh sách mới', en: 'A new roster is due' },
  'due.how': {
    vi: 'Người dùng, vai trò hoặc khóa ký đã khác danh sách có hiệu lực. Lập danh sách mới, đọc các thay đổi rồi ký.',
    en: 'People, roles or signing keys differ from the roster in force. Prepare a new one, read the changes, then sign.',
  },
  'due.wait': {
    vi: 'Người dùng, vai trò hoặc khóa ký đã khác danh sách có hiệu lực. Quản trị viên sẽ lập và ký danh sách mới.',
    en: 'People, roles or signing keys differ from the roster in force. An administrator prepares and signs a new one.',
  },
  'signers.all': {
    vi: 'Cả {{all}} người được ký đều đã có khóa ký.',
    en: 'Everyone who may sign has a signing key ({{all}}).',
  },
  'signers.without': {
    vi: '{{have}}/{{all}} người được ký đã có khóa ký. Chưa có: {{names}}.',
    en: '{{have}} of {{all}} {{all|person|people}} who may sign {{have|has|have}} a signing key. Without one: {{names}}.',
  },
  prepare: { vi: 'Lập danh sách mới', en: 'Prepare a new roster' },

  'inForce.title': { vi: 'Danh sách số {{number}}, đang có hiệu lực', en: 'Roster {{number}}, in force' },
  'inForce.since': { vi: 'Có hiệu lực từ', en: 'In force since' },
  'inForce.compare': {
    vi: 'Nhà mạng có thể đọc mã băm mà nút đang giữ; hai mã phải giống nhau.',
    en: 'Operators can read out the digest that their node holds; both must be the same.',
  },
  'inForce.people': { vi: 'Những người được ký', en: 'People who may sign' },

  'draft.title': { vi: 'Danh sách số {{number}}, đang chờ', en: 'Roster {{number}}, pending' },
  'draft.preparedBy': { vi: 'Người lập', en: 'Prepared by' },
  'draft.nobody': { vi: 'Chưa ai ký', en: 'Nobody yet' },
  'draft.needed': { vi: 'Số chữ ký', en: 'Signatures' },
  'draft.neededOf': { vi: '{{signed}}/{{needed}} cần có', en: '{{signed}} of {{needed}} needed' },
  'draft.waits': { vi: 'Đã ký, đang chờ', en: 'Signed, waiting' },
  'draft.countsFrom': { vi: 'Có hiệu lực từ', en: 'In force from' },
  'draft.waitsWhy': {
    vi: 'Danh sách chỉ một quản trị viên ký phải chờ một ngày để mọi người kịp xem. Nếu thấy sai, hãy báo ngay để lập lại.',
    en: 'A roster signed by only one administrator waits a day, so that everyone can see it. If it is wrong, say so at once.',
  },
  'draft.changes': { vi: 'Khác với danh sách đang có hiệu lực', en: 'Differences from the roster in force' },
  'draft.first': { vi: 'Những người trong danh sách', en: 'People on the roster' },
  'draft.addressBefore': { vi: 'Nơi ký hiện nay', en: 'Where people sign now' },
  'draft.addressAfter': { vi: 'Nơi ký về sau', en: 'Where people will sign' },
  'draft.onlyAddress': { vi: 'Không người hay khóa nào thay đổi.', en: 'No people or keys change.' },
  'draft.what': { vi: 'Thay đổi', en: 'Change' },
  'draft.parts': { vi: 'Chi tiết', en: 'Details' },
  'what.added': { vi: 'Thêm', en: 'Added' },
  'what.removed': { vi: 'Bỏ', en: 'Removed' },
  'what.changed': { vi: 'Sửa', en: 'Changed' },
  'part.role': { vi: 'vai trò: {{role}}', en: 'role: {{role}}' },
  'part.roleChanged': { vi: 'vai trò: {{before}} thành {{after}}', en: 'role: {{before}} to {{after}}' },
  'part.renamed': { vi: 'tên: {{before}} thành {{after}}', en: 'name: {{before}} to {{after}}' },
  'part.key-on': { vi: 'thêm khóa: {{kind}} {{id}}', en: 'key added: {{kind}} {{id}}' },
  'part.key-off': { vi: 'bỏ khóa: {{kind}} {{id}}', en: 'key removed: {{kind}} {{id}}' },
  'draft.stale': { vi: 'Từ khi lập đã có thay đổi: {{names}}', en: 'Changed since it was prepared: {{names}}' },
  'draft.staleWhy': {
    vi: 'Danh sách đang chờ chưa có những thay đổi này. Lập lại trước khi ký.',
    en: 'The pending roster does not have these changes. Prepare it again before signing.',
  },
  'draft.sign': { vi: 'Ký danh sách này', en: 'Sign this roster' },
  'draft.signed': {
    vi: 'Đã ký danh sách người ký. Danh sách có hiệu lực khi đủ chữ ký của quản trị viên.',
    en: 'You signed the roster. More administrators have to sign before it takes effect.',
  },
  'draft.inForce': {
    vi: 'Đã ký danh sách người ký. Danh sách có hiệu lực từ bây giờ.',
    en: 'You signed the roster, which is in force now.',
  },
  'draft.prepareAnew': { vi: 'Lập lại', en: 'Prepare again' },
  'draft.prepareAnewWhy': {
    vi: 'Lập theo người dùng và khóa ký lúc này; các chữ ký trên bản đang chờ bị hủy.',
    en: 'Uses today’s people and keys. Signatures on the pending roster are discarded.',
  },

  'draft.void': { vi: 'Lập lại sẽ hủy các chữ ký đã có', en: 'Preparing again discards the signatures' },
  'draft.voidWhy': {
    vi: '{{names}} đã ký bản đang chờ. Bản lập lại cần ký lại từ đầu.',
    en: '{{names}} signed the pending roster. The new one has to be signed again from the start.',
  },

  'own.title': { vi: 'Khóa ký', en: 'Signing keys' },
  'own.lead': {
    vi: 'Khóa ký dùng để trình, phê duyệt và ban hành. Khóa tạo trong trình duyệt không rời khỏi trình duyệt đó; khóa truy cập (passkey) cũng là khóa ký.',
    en: 'Your signing key signs what you submit, approve and issue. A key created in a browser never leaves it; your passkeys are signing keys too.',
  },
  'own.leadOnPage': {
    vi: 'Khóa ký dùng để trình, phê duyệt và ban hành: khóa truy cập tạo trên trang ký, khác với khóa để đăng nhập. Khóa trong trình duyệt dùng được đến khi danh sách người ký có hiệu lực có khóa của trang ký.',
    en: 'Your signing key signs what you submit, approve and issue: a passkey created on the signing page, not one for signing in. A browser key works until the roster in force has your key of the signing page.',
  },
  'own.none': { vi: 'Chưa có khóa ký nào.', en: 'No signing keys yet.' },
  'own.name': { vi: 'Tên', en: 'Name' },
  'own.unnamed': { vi: 'Không tên', en: 'Unnamed' },
  'own.here': { vi: 'trình duyệt này', en: 'this browser' },
  'own.since': { vi: 'Tạo lúc', en: 'Created' },
  'own.listed': { vi: 'Danh sách người ký', en: 'Roster' },
  'own.isListed': { vi: 'Đã có', en: 'Listed' },
  'own.notListed': { vi: 'Chưa có', en: 'Not yet' },
  'own.askAdministrator': {
    vi: 'Khóa chưa có trong danh sách thì chưa ký được. Đề nghị quản trị viên lập và ký danh sách mới ở trang Người ký.',
    en: 'A key that is not on the roster cannot sign. Ask an administrator to prepare and sign a new roster on the page Signers.',
  },
  'own.cannot': {
    vi: 'Trình duyệt này không giữ được khóa ký: hãy mở trang bằng https.',
    en: 'This browser cannot keep a signing key: open the page by https.',
  },
  'own.newName': { vi: 'Tên khóa ký mới', en: 'Name of the new signing key' },
  'own.nameHint': { vi: 'Ví dụ: Máy tính cơ quan', en: 'For example: Office computer' },
  'own.nameMissing': { vi: 'Hãy đặt tên cho khóa.', en: 'Give the key a name.' },
  'own.make': { vi: 'Tạo khóa trong trình duyệt này', en: 'Create a key in this browser' },
  'own.onPage': {
    vi: 'Ở đây mọi người ký trên trang ký {{page}}: một cửa sổ mở ra và thiết bị tạo một khóa truy cập chỉ để ký, không để đăng nhập.',
    en: 'People here sign on the signing page {{page}}: a window opens, and your device creates a passkey only for signing.',
  },
  'own.makeOnPage': { vi: 'Tạo khóa trên trang ký', en: 'Create a key on the signing page' },
  'own.made': { vi: 'Đã tạo khóa ký.', en: 'Signing key created.' },
  'own.remove': { vi: 'Bỏ khóa', en: 'Remove' },
  'own.removeTitle': { vi: 'Bỏ khóa ký', en: 'Remove a signing key' },
  'own.removeAsk': { vi: 'Gõ tên khóa: {{name}}', en: 'Type the name: {{name}}' },
  'own.removeWarning': {
    vi: 'Danh sách người ký kế tiếp sẽ không có khóa này. Danh sách đang có hiệu lực vẫn giữ khóa đến lúc đó.',
    en: 'The next roster will not have this key. The roster in force keeps it until then.',
  },
} as const satisfies Words
