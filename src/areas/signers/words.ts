/** Words of those who sign: one's own keys, the roster in force, the one that waits. */
import type { Words } from '../../web/words/both.ts'

export const signers = {
  title: { vi: 'Người ký', en: 'Signers' },
  lead: {
    vi: 'Nút của nhà mạng chỉ tin chữ ký của những người trong danh sách này. Mỗi danh sách mới do quản trị viên của danh sách trước ký.',
    en: 'Operators’ nodes believe the signatures of the people on this roster alone. Administrators of the roster before sign each new one.',
  },
  person: { vi: 'Người ký', en: 'Person' },
  role: { vi: 'Vai trò', en: 'Role' },
  keys: { vi: 'Khóa ký', en: 'Signing keys' },
  'keys.unit': { vi: 'khóa', en: 'keys' },
  signedBy: { vi: 'Đã ký', en: 'Signed by' },
  'kind.key': { vi: 'Khóa của trình duyệt', en: 'Key of a browser' },
  'kind.passkey': { vi: 'Khóa truy cập (passkey)', en: 'Passkey' },

  'roster.number': { vi: 'danh sách số {{number}}', en: 'roster {{number}}' },
  'digest.name': { vi: 'Mã băm', en: 'Digest' },
  'digest.whole': { vi: 'Cả mã băm', en: 'Whole digest' },
  'digest.title': { vi: 'Mã băm của danh sách số {{number}}', en: 'Digest of roster {{number}}' },
  'digest.label': { vi: 'SHA-256', en: 'SHA-256' },

  'alone.title': {
    vi: 'Một mình quản trị viên này quyết định ai được tin',
    en: 'One administrator alone decides who is believed',
  },
  'alone.why': {
    vi: 'Hãy mời quản trị viên thứ hai và để người đó tạo khóa ký. Từ danh sách có hai quản trị viên, mỗi danh sách mới cần cả hai ký.',
    en: 'Invite a second administrator and have them make a signing key. From the roster with two administrators on, each new one needs the signatures of two.',
  },
  'first.title': { vi: 'Chưa có danh sách người ký', en: 'There is no roster of signers yet' },
  'first.how': {
    vi: 'Hãy để mọi người tạo khóa ký ở trang Tài khoản, bạn cũng vậy, rồi lập danh sách và ký trước khi đăng ký nhà mạng. Chưa có danh sách thì các nút không gửi gì.',
    en: 'Have everybody make a signing key on the page Account, yourself included, then prepare the roster and sign it before operators are enrolled. Without one their nodes send nothing.',
  },
  'first.wait': {
    vi: 'Quản trị viên lập danh sách sau khi mọi người đã tạo khóa ký ở trang Tài khoản. Chưa có danh sách thì các nút không gửi gì.',
    en: 'An administrator prepares it once everybody has made a signing key on the page Account. Without one the operators’ nodes send nothing.',
  },
  'due.title': { vi: 'Cần lập danh sách mới', en: 'A new roster is due' },
  'due.how': {
    vi: 'Người dùng, vai trò hoặc khóa ký đã khác danh sách đang có hiệu lực. Lập danh sách mới, đọc các thay đổi rồi ký.',
    en: 'People, roles or signing keys are no longer as the roster in force says. Prepare the new one, read what it changes, then sign it.',
  },
  'due.wait': {
    vi: 'Người dùng, vai trò hoặc khóa ký đã khác danh sách đang có hiệu lực. Quản trị viên sẽ lập và ký danh sách mới.',
    en: 'People, roles or signing keys are no longer as the roster in force says. An administrator prepares and signs the new one.',
  },
  'signers.all': {
    vi: 'Cả {{all}} người được ký đều đã có khóa ký.',
    en: 'Everybody who may sign has a signing key ({{all}}).',
  },
  'signers.without': {
    vi: '{{have}}/{{all}} người được ký đã có khóa ký. Chưa có: {{names}}.',
    en: '{{have}} of {{all}} {{all|person|people}} who may sign {{have|has|have}} a signing key. Without one: {{names}}.',
  },
  prepare: { vi: 'Lập danh sách mới', en: 'Prepare the new roster' },

  'inForce.title': { vi: 'Danh sách số {{number}}, đang có hiệu lực', en: 'Roster {{number}}, in force' },
  'inForce.since': { vi: 'Có hiệu lực từ', en: 'In force since' },
  'inForce.compare': {
    vi: 'Nhà mạng có thể đọc cho bạn mã băm mà nút của họ đang giữ; hai mã phải giống nhau.',
    en: 'An operator can read you the digest that its node holds; the two must be the same.',
  },
  'inForce.people': { vi: 'Những người ký được tin', en: 'People whose signatures count' },

  'draft.title': { vi: 'Danh sách số {{number}}, đang chờ', en: 'Roster {{number}}, waiting' },
  'draft.preparedBy': { vi: 'Người lập', en: 'Prepared by' },
  'draft.nobody': { vi: 'Chưa ai ký', en: 'Nobody yet' },
  'draft.needed': { vi: 'Số chữ ký', en: 'Signatures' },
  'draft.neededOf': { vi: '{{signed}} trong {{needed}} cần có', en: '{{signed}} of {{needed}} needed' },
  'draft.waits': { vi: 'Đã ký, đang chờ', en: 'Signed, and waiting' },
  'draft.countsFrom': { vi: 'Có hiệu lực từ', en: 'It counts from' },
  'draft.waitsWhy': {
    vi: 'Danh sách chỉ một quản trị viên ký phải chờ một ngày để mọi người kịp xem. Ai thấy sai, hãy báo ngay để lập lại.',
    en: 'What one administrator alone has signed waits a day, so that everybody can see it. Whoever finds it wrong should say so at once, to have it prepared anew.',
  },
  'draft.changes': { vi: 'Khác với danh sách đang có hiệu lực', en: 'What differs from the roster in force' },
  'draft.first': { vi: 'Những người trong danh sách', en: 'People on it' },
  'draft.addressBefore': { vi: 'Nơi ký hiện nay', en: 'Where people sign now' },
  'draft.addressAfter': { vi: 'Nơi ký về sau', en: 'Where people would sign' },
  'draft.onlyAddress': { vi: 'Không người hay khóa nào thay đổi.', en: 'No person and no key changes.' },
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
    vi: 'Danh sách đang chờ chưa có những thay đổi này. Nên lập lại trước khi ký.',
    en: 'The roster that waits does not have these changes. Prepare it anew before it is signed.',
  },
  'draft.sign': { vi: 'Ký danh sách này', en: 'Sign this roster' },
  'draft.signed': {
    vi: 'Đã ký danh sách người ký. Danh sách có hiệu lực khi đủ chữ ký của quản trị viên.',
    en: 'You signed the roster. It counts once enough administrators have signed.',
  },
  'draft.inForce': {
    vi: 'Đã ký danh sách người ký. Danh sách có hiệu lực từ bây giờ.',
    en: 'You signed the roster. It is in force now.',
  },
  'draft.prepareAnew': { vi: 'Lập lại', en: 'Prepare it anew' },
  'draft.prepareAnewWhy': {
    vi: 'Lập lại theo người dùng và khóa ký lúc này; các chữ ký đã có của bản đang chờ không còn dùng được.',
    en: 'Of the people and keys as they are now; signatures of the one that waits are void then.',
  },

  'draft.void': { vi: 'Lập lại sẽ hủy các chữ ký đã có', en: 'Preparing it again discards the signatures' },
  'draft.voidWhy': {
    vi: '{{names}} đã ký bản đang chờ. Bản lập lại cần ký lại từ đầu.',
    en: '{{names}} signed the pending list. The new one has to be signed again from the start.',
  },

  'own.title': { vi: 'Khóa ký', en: 'Signing keys' },
  'own.lead': {
    vi: 'Bạn ký bằng khóa của riêng mình khi trình, phê duyệt và ban hành. Khóa tạo trong trình duyệt không rời khỏi trình duyệt đó; khóa truy cập (passkey) của bạn cũng là khóa ký.',
    en: 'You sign with a key of your own what you submit, approve and send off. A key made in a browser never leaves it; your passkeys are signing keys too.',
  },
  'own.leadOnPage': {
    vi: 'Bạn ký bằng khóa của riêng mình khi trình, phê duyệt và ban hành: khóa truy cập tạo trên trang ký, khác với khóa để đăng nhập. Khóa trong trình duyệt chỉ còn dùng đến khi bạn có khóa của trang ký và danh sách người ký mới có hiệu lực.',
    en: 'You sign with a key of your own what you submit, approve and send off: a passkey made on the signing page, other than those that sign in. A key in a browser serves only until you have one of the signing page and a new roster is in force.',
  },
  'own.none': { vi: 'Chưa có khóa ký nào.', en: 'There is no signing key yet.' },
  'own.name': { vi: 'Tên', en: 'Name' },
  'own.unnamed': { vi: 'Không tên', en: 'Unnamed' },
  'own.here': { vi: 'trình duyệt này', en: 'this browser' },
  'own.since': { vi: 'Tạo lúc', en: 'Made' },
  'own.listed': { vi: 'Danh sách người ký', en: 'Roster' },
  'own.isListed': { vi: 'Đã có', en: 'Has it' },
  'own.notListed': { vi: 'Chưa có', en: 'Not yet' },
  'own.askAdministrator': {
    vi: 'Khóa chưa có trong danh sách thì chưa ký được. Hãy nhờ quản trị viên lập và ký danh sách mới ở trang Người ký.',
    en: 'A key that the roster does not have signs nothing. Have an administrator prepare and sign a new roster on the page Signers.',
  },
  'own.cannot': {
    vi: 'Trình duyệt này không giữ được khóa ký: trang phải được mở bằng https.',
    en: 'This browser cannot keep a signing key: the page has to be opened by https.',
  },
  'own.newName': { vi: 'Tên khóa ký mới', en: 'Name of the new signing key' },
  'own.nameHint': { vi: 'Ví dụ: Máy tính cơ quan', en: 'For example: Office computer' },
  'own.nameMissing': { vi: 'Hãy đặt tên cho khóa.', en: 'Give the key a name.' },
  'own.make': { vi: 'Tạo khóa trong trình duyệt này', en: 'Make a key in this browser' },
  'own.onPage': {
    vi: 'Ở đây mọi người ký trên trang ký {{page}}: một cửa sổ sẽ mở ra và thiết bị của bạn tạo một khóa truy cập chỉ để ký, không dùng để đăng nhập.',
    en: 'Here people sign on the signing page {{page}}: a window opens, and your device makes a passkey that signs alone and never signs in.',
  },
  'own.makeOnPage': { vi: 'Tạo khóa trên trang ký', en: 'Make a key on the signing page' },
  'own.made': { vi: 'Đã tạo khóa ký.', en: 'The signing key is made.' },
  'own.remove': { vi: 'Bỏ khóa', en: 'Remove' },
  'own.removeTitle': { vi: 'Bỏ khóa ký', en: 'Remove a signing key' },
  'own.removeAsk': { vi: 'Gõ tên khóa: {{name}}', en: 'Type its name: {{name}}' },
  'own.removeWarning': {
    vi: 'Khóa này không còn trong danh sách người ký kế tiếp. Danh sách đang có hiệu lực vẫn có nó cho đến lúc đó.',
    en: 'The next roster leaves this key out. The roster in force still has it until then.',
  },
} as const satisfies Words
