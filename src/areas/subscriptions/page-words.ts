/** Words of the pages for whoever wants bulletins, and of the letter that asks whether they do. */
import type { PageLanguage } from '../../directive/public-words.ts'

const vi = {
  title: 'Nhận bản tin chính thức',
  lead: 'Mỗi khi có bản tin mới, đính chính hoặc thu hồi, chúng tôi báo ngay cho bạn. Hủy lúc nào cũng được, chỉ một lần bấm.',
  byMail: 'Qua thư điện tử',
  address: 'Địa chỉ thư điện tử',
  byPush: 'Thông báo trên máy này',
  pushWhat:
    'Trình duyệt sẽ hỏi bạn có đồng ý hay không. Không cần địa chỉ thư điện tử hay số điện thoại.',
  pushOn: 'Bật thông báo',
  pushOff: 'Tắt thông báo',
  pushIsOn: 'Máy này đang nhận thông báo.',
  pushWaits:
    'Chúng tôi đang gửi thông báo đầu tiên. Khi thông báo hiện trên máy này là đã bật xong; thường mất chưa tới một phút.',
  pushNone: 'Trình duyệt này không nhận được thông báo. Hãy đăng ký qua thư điện tử.',
  pushRefused: 'Trình duyệt không cho phép thông báo. Hãy bật trong phần cài đặt của trình duyệt.',
  pushFault: 'Chưa thực hiện được. Hãy thử lại sau ít phút.',
  choices: 'Bạn muốn nhận những gì',
  language: 'Ngôn ngữ',
  level: 'Mức độ',
  levels: {
    normal: 'Tất cả bản tin',
    priority: 'Ưu tiên và khẩn cấp',
    urgent: 'Chỉ khẩn cấp',
  },
  places: 'Nơi bạn quan tâm',
  everywhere: 'Không chọn nơi nào là nhận tin của cả nước.',
  ask: 'Gửi thư xác nhận',
  privacy:
    'Địa chỉ của bạn chỉ dùng để gửi bản tin, được mã hóa, không đưa cho ai khác, và bị xóa ngay khi bạn hủy. Chưa xác nhận trong 48 giờ thì bị xóa.',
  none: 'Hiện chưa đăng ký được tại đây. Mọi bản tin ở trang Bản tin, và trong các nguồn cho trình đọc tin.',
  askedTitle: 'Hãy xem hộp thư của bạn',
  asked:
    'Nếu địa chỉ dùng được, một thư xác nhận sẽ đến trong ít phút. Mở thư, bấm vào liên kết rồi bấm nút trên trang đó. Không thấy thư, hãy xem cả mục thư rác.',
  confirmTitle: 'Xác nhận nhận bản tin',
  confirm: 'Đồng ý nhận bản tin',
  confirmWhat: 'Bấm nút để bắt đầu nhận. Nếu không phải bạn đăng ký, hãy đóng trang này lại.',
  confirmedTitle: 'Đã xác nhận',
  confirmed: 'Từ bây giờ bạn sẽ nhận được bản tin. Mỗi thư đều có liên kết để hủy.',
  old: 'Liên kết này đã quá hạn hoặc không đúng. Hãy đăng ký lại.',
  endTitle: 'Ngừng nhận bản tin',
  end: 'Ngừng nhận',
  endWhat: 'Bấm nút để ngừng nhận. Địa chỉ của bạn bị xóa ngay.',
  endedTitle: 'Đã ngừng gửi',
  ended: 'Bạn không nhận bản tin nữa, và địa chỉ của bạn đã bị xóa.',
  again: 'Đăng ký lại',
  addressWrong: 'Địa chỉ này không đúng. Hãy kiểm tra lại, ví dụ: ten@example.vn',
  addressNumber:
    'Địa chỉ này có số điện thoại. Chúng tôi không giữ số điện thoại của ai: hãy dùng một địa chỉ khác.',
  choicesWrong: 'Chưa đọc được lựa chọn của bạn. Hãy chọn lại.',
  tooMany: 'Đang có quá nhiều yêu cầu từ nơi này. Hãy thử lại sau một giờ.',
  firstPushTitle: (name: string) => `Đã bật thông báo của ${name}`,
  firstPush: 'Từ bây giờ máy này nhận bản tin chính thức.',
  letterTitle: (name: string) => `Xác nhận nhận bản tin của ${name}`,
  letter: (name: string) =>
    `Có người vừa dùng địa chỉ này để đăng ký nhận bản tin chính thức của ${name}.\n\nNếu đó là bạn, hãy mở liên kết dưới đây rồi bấm nút trên trang đó.\n\nNếu không phải bạn, không cần làm gì: chúng tôi không gửi gì thêm, và địa chỉ này bị xóa sau 48 giờ.`,
}

const en: typeof vi = {
  title: 'Get official bulletins',
  lead: 'We tell you as soon as there is a new bulletin, a correction or a withdrawal. You can end it at any time with one tap.',
  byMail: 'By mail',
  address: 'Mail address',
  byPush: 'As a notice on this device',
  pushWhat:
    'Your browser will ask whether you agree. Neither a mail address nor a phone number is needed.',
  pushOn: 'Turn notices on',
  pushOff: 'Turn notices off',
  pushIsOn: 'This device gets notices.',
  pushWaits:
    'We are sending the first notice. Once it shows on this device, notices are on; that mostly takes less than a minute.',
  pushNone: 'This browser cannot show notices. Ask for bulletins by mail instead.',
  pushRefused: 'The browser does not allow notices. Allow them in its settings.',
  pushFault: 'That did not work. Try again in a few minutes.',
  choices: 'What you want',
  language: 'Language',
  level: 'Level',
  levels: {
    normal: 'All bulletins',
    priority: 'Priority and urgent',
    urgent: 'Only urgent',
  },
  places: 'Places that matter to you',
  everywhere: 'If you choose none, you get bulletins for the whole country.',
  ask: 'Send the confirmation',
  privacy:
    'Your address is used for bulletins alone, is encrypted, is given to nobody, and is deleted as soon as you end it. What is not confirmed within 48 hours is deleted.',
  none: 'Subscribing is not possible here at the moment. Read bulletins on this site, or with a feed reader.',
  askedTitle: 'Look into your mailbox',
  asked:
    'If the address can be used, a mail will come within minutes. Open it, follow the link and press the button there. If you do not see it, look among the spam too.',
  confirmTitle: 'Confirm that you want bulletins',
  confirm: 'Yes, send me bulletins',
  confirmWhat: 'Press the button to begin. If it was not you who asked, close this page.',
  confirmedTitle: 'Confirmed',
  confirmed: 'You get bulletins from now on. Each mail has a link that ends it.',
  old: 'This link is too old, or wrong. Please subscribe again.',
  endTitle: 'Stop receiving bulletins',
  end: 'Stop',
  endWhat: 'Press the button to stop. Your address is deleted at once.',
  endedTitle: 'Stopped',
  ended: 'You get no more bulletins, and your address was deleted.',
  again: 'Subscribe again',
  addressWrong: 'This address is wrong. Please check it, for example: name@example.vn',
  addressNumber:
    'This address has a phone number in it. We keep nobody’s number: please use another address.',
  choicesWrong: 'Your choices could not be read. Please choose again.',
  tooMany: 'Too many requests come from this place. Try again in an hour.',
  firstPushTitle: name => `Notices of ${name} are on`,
  firstPush: 'This device gets official bulletins from now on.',
  letterTitle: name => `Confirm that you want bulletins of ${name}`,
  letter: name =>
    `Somebody has used this address to ask for the official bulletins of ${name}.\n\nIf it was you, open the link below and press the button there.\n\nIf it was not you, nothing needs to be done: we send nothing else, and this address is deleted after 48 hours.`,
}

export type SubscriptionWords = typeof vi
export const SUBSCRIPTION_WORDS: Readonly<Record<PageLanguage, SubscriptionWords>> = { vi, en }
