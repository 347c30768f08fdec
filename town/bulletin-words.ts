/** What the demo says of its bulletin, in Vietnamese and English: what happens, and the table of what is proved. */

import { decimal, figure } from '../src/app/terminal.ts'
import type { ChannelName, Proof, ProofKind } from '../src/areas/bulletins/model.ts'
import type { Language } from '../src/base/failure.ts'
import type { BulletinMoment } from './bulletin.ts'
import type { AirCount } from './on-air.ts'

export interface BulletinWords {
  readonly begins: string
  readonly moment: (moment: BulletinMoment) => string
  readonly title: string
  readonly head: { readonly channel: string; readonly kind: string; readonly count: string }
  readonly channels: Readonly<Record<ChannelName, string>>
  readonly kinds: Readonly<Record<ProofKind, string>>
  readonly units: Readonly<Record<Proof['unit'], string>>
  readonly releases: Readonly<Record<Proof['release'], string>>
  readonly countsTitle: string
  readonly cluster: string
  readonly endings: readonly string[]
  readonly equal: string
  readonly differs: string
  readonly verdict: (equal: boolean, counts: number) => string
  readonly letters: (of: {
    readonly bulletins: number
    readonly corrections: number
    readonly cancellations: number
    /** To whoever had ended it. */
    readonly left: number
  }) => string
  readonly airTitle: string
  readonly air: Readonly<Record<AirCount, string>>
  readonly visit: (page: string) => string
}

const vi: BulletinWords = {
  begins:
    'Một bản tin lên mọi kênh: hai người ký, trang công bố, cảnh báo CAP, ba cụm loa, thư và thông báo đẩy cho người đăng ký, âm thông báo và tin quảng bá di động ở hai nhà mạng (xã, người đăng ký, cuộc gọi, ô phát và tờ báo đều là giả định; bộ điều khiển BSC là mô phỏng)',
  moment: moment => `Bản tin: ${momentVi(moment)}`,
  title: 'Bằng chứng của bản tin theo kênh (các loại không cộng với nhau)',
  head: { channel: 'Kênh', kind: 'Bằng chứng', count: 'Số' },
  channels: {
    page: 'trang và nguồn tin',
    cap: 'CAP 1.2',
    sms: 'tin nhắn SMS',
    loudspeakers: 'loa truyền thanh',
    mail: 'thư điện tử',
    push: 'thông báo đẩy',
    ring: 'âm thông báo',
    broadcast: 'tin quảng bá di động',
    placements: 'đăng phát',
  },
  kinds: {
    waiting: 'đang chờ',
    published: 'đã công bố',
    accepted: 'đã nhận',
    delivered: 'đã tới',
    onAir: 'đã lên sóng',
    played: 'đã phát',
    heard: 'đã nghe được',
    placed: 'đã đăng',
    missed: 'bị lỡ',
    failed: 'không được',
    unknown: 'không rõ',
  },
  units: {
    files: 'tệp',
    subscribers: 'thuê bao',
    clusters: 'cụm loa',
    plays: 'lượt phát',
    addresses: 'địa chỉ',
    browsers: 'trình duyệt',
    calls: 'cuộc gọi',
    placements: 'lượt',
    operators: 'nhà mạng',
    cells: 'ô phát',
    broadcasts: 'lần phát',
    systems: 'hệ thống của nhà mạng',
  },
  releases: { publish: '', correct: 'đính chính', cancel: 'thu hồi' },
  countsTitle: 'Lượt phát: nhật ký của từng thiết bị và số máy chủ đã nhận (theo lịch = tổng các cột sau)',
  cluster: 'Cụm loa',
  endings: ['theo lịch', 'đã phát', 'bị cắt', 'từ chối', 'bị lỡ', 'không rõ', 'còn mở'],
  equal: 'bằng nhau',
  differs: 'KHÁC NHAU',
  verdict: (equal, counts) =>
    equal
      ? `${figure(counts)} số đếm của thiết bị, nhà mạng, BSC và hộp thư đều bằng số của máy chủ.`
      : 'Số đếm của thiết bị, nhà mạng, BSC hoặc hộp thư KHÁC số của máy chủ.',
  letters: ({ bulletins, corrections, cancellations, left }) =>
    `Thư: hộp thư của người đăng ký có ${figure(bulletins)} thư bản tin, ${figure(corrections)} thư đính chính và ${figure(cancellations)} thư thu hồi; gửi cho người đã thôi nhận: ${figure(left)}.`,
  airTitle:
    'Tin quảng bá di động: sổ của từng BSC và số trên trang bản tin của máy chủ (một ô được tính khi mọi octet đúng như đã duyệt)',
  air: {
    inArea: 'ô trong vùng',
    onAir: 'lên sóng',
    octets: 'octet của các trang',
    putBack: 'sau khi BSC khởi động lại',
    corrected: 'đính chính',
    outside: 'ngoài vùng',
    killed: 'BSC nhận KILL',
    left: 'còn phát sau KILL',
  },
  visit: page => `Trang công bố bản tin, ai cũng đọc được: ${page}`,
}

const en: BulletinWords = {
  begins:
    'One bulletin on every channel: two signatures, the public page, a CAP alert, three clusters of loudspeakers, mail and web push to subscribers, announcements and cell broadcast at two operators (communes, subscribers, calls, cells and newspaper are made up; the BSCs are simulated)',
  moment: moment => `Bulletin: ${momentEn(moment)}`,
  title: 'What is proved of the bulletin, by channel (kinds are never added up)',
  head: { channel: 'Channel', kind: 'Proof', count: 'Count' },
  channels: {
    page: 'page and feeds',
    cap: 'CAP 1.2',
    sms: 'SMS',
    loudspeakers: 'loudspeakers',
    mail: 'mail',
    push: 'web push',
    ring: 'before the ring',
    broadcast: 'cell broadcast',
    placements: 'placements',
  },
  kinds: {
    waiting: 'waiting',
    published: 'published',
    accepted: 'accepted',
    delivered: 'delivered',
    onAir: 'put on the air',
    played: 'played',
    heard: 'heard',
    placed: 'placed',
    missed: 'missed',
    failed: 'failed',
    unknown: 'unknown',
  },
  units: {
    files: 'files',
    subscribers: 'subscribers',
    clusters: 'clusters',
    plays: 'plays',
    addresses: 'addresses',
    browsers: 'browsers',
    calls: 'calls',
    placements: 'placements',
    operators: 'operators',
    cells: 'cells',
    broadcasts: 'broadcasts',
    systems: 'systems of operators',
  },
  releases: { publish: '', correct: 'correction', cancel: 'cancellation' },
  countsTitle:
    'Plays: the journal of each device and what the server was told (scheduled = the sum of the columns behind it)',
  cluster: 'Cluster',
  endings: ['scheduled', 'played', 'cut', 'refused', 'missed', 'unknown', 'open'],
  equal: 'equal',
  differs: 'DIFFERS',
  verdict: (equal, counts) =>
    equal
      ? `${figure(counts)} counts of devices, operators, BSCs and mailboxes are all equal to the server's.`
      : "A count of a device, an operator, a BSC or a mailbox DIFFERS from the server's.",
  letters: ({ bulletins, corrections, cancellations, left }) =>
    `Mail: subscribers' mailboxes hold ${figure(bulletins)} letters of the bulletin, ${figure(corrections)} of the correction and ${figure(cancellations)} of the cancellation; to whoever had left: ${figure(left)}.`,
  airTitle:
    "Cell broadcast: the record of each BSC and what the server's page of the bulletin says (a cell counts where every octet is as approved)",
  air: {
    inArea: 'cells in the area',
    onAir: 'on the air',
    octets: 'octets of pages',
    putBack: 'after a BSC restarted',
    corrected: 'corrected',
    outside: 'outside the area',
    killed: 'BSCs with a KILL',
    left: 'on the air after it',
  },
  visit: page => `The public page of bulletins, for everyone to read: ${page}`,
}

export const BULLETIN_WORDS: Readonly<Record<Language, BulletinWords>> = { vi, en }

function momentVi(moment: BulletinMoment): string {
  switch (moment.is) {
    case 'spoken':
      return moment.by === 'machine'
        ? `máy đọc lời đọc, ${decimal(moment.seconds, 1, 'vi')} giây; người soạn nghe rồi mới trình`
        : `máy này không có giọng đọc (espeak-ng): dùng hai tiếng tút, ${decimal(moment.seconds, 1, 'vi')} giây`
    case 'released':
      return `hai người đã ký một mã tóm tắt cho cả ${moment.channels} kênh và bản đính chính; đã phát hành`
    case 'public':
      return `đọc được ở ${moment.paths} địa chỉ công khai; ${moment.alerts} cảnh báo CAP có chữ ký đúng`
    case 'cut-off':
      return `${moment.cluster}: mất điện (kill -9) khi đang phát`
    case 'back':
      return `${moment.cluster}: có điện lại và tự báo: ${moment.unknown} lượt không rõ, ${moment.missed} lượt bị lỡ`
    case 'heard':
      return `${moment.cluster}: bản thu cho thấy thẻ ${moment.item}, lượt ${moment.counter}: đã nghe được`
    case 'rang':
      return `${moment.operator}: nút đã kiểm tra chữ ký hai người, âm thông báo đã phát cho ${figure(moment.calls)} cuộc gọi (giả định)`
    case 'told':
      return `người đăng ký đã nhận: ${moment.letters} thư có chữ ký DKIM, ${moment.pushes} thông báo đẩy`
    case 'unsubscribed':
      return `một người thôi nhận bằng một lần bấm trong chính thư đó (RFC 8058): địa chỉ đã bị xóa, còn ${moment.left} người nhận thư`
    case 'corrected':
      return `một người bấm đính chính: trang, CAP, ${moment.clusters} cụm loa đã phát đính chính; ${moment.letters} thư tới người còn đăng ký; ${moment.operators} nhà mạng đã rút âm thông báo; ${moment.cells} ô phát đã thay bằng bản đính chính`
    case 'on-air':
      return `${moment.operator}: tin quảng bá (${moment.languages} ngôn ngữ, ${moment.pages} trang) lên sóng ở ${moment.cells} ô của ${moment.bscs} BSC; từng octet đúng như đã duyệt`
    case 'put-back':
      return `${moment.operator}: một BSC khởi động lại và mất hết tin khi đang phát; nút phát lại ở cả ${moment.cells} ô sau ${figure(moment.milliseconds)} ms`
    case 'off-air':
      return `một người thu hồi bản tin: ${moment.bscs} BSC nhận lệnh KILL, không ô nào còn phát`
  }
}

function momentEn(moment: BulletinMoment): string {
  switch (moment.is) {
    case 'spoken':
      return moment.by === 'machine'
        ? `a machine speaks it, ${moment.seconds.toFixed(1)} s; whoever wrote it hears it before it is submitted`
        : `this machine has no voice (espeak-ng): two tones instead, ${moment.seconds.toFixed(1)} s`
    case 'released':
      return `two people signed one digest for all ${moment.channels} channels and the correction; released`
    case 'public':
      return `read at ${moment.paths} public addresses; ${moment.alerts} CAP alert with a signature that is right`
    case 'cut-off':
      return `${moment.cluster}: its power goes (kill -9) while it plays`
    case 'back':
      return `${moment.cluster}: has power again and tells itself: ${moment.unknown} play unknown, ${moment.missed} missed`
    case 'heard':
      return `${moment.cluster}: a recording holds the tag ${moment.item}, play ${moment.counter}: it was heard`
    case 'rang':
      return `${moment.operator}: its node has checked two people's signatures; the announcement was heard by ${figure(moment.calls)} calls (made up)`
    case 'told':
      return `subscribers have ${moment.letters} letters signed by DKIM and ${moment.pushes} web push`
    case 'unsubscribed':
      return `one of them ends it by one click in that very letter (RFC 8058): the address is deleted, ${moment.left} gets mail`
    case 'corrected':
      return `one person pressed correct: page, CAP, ${moment.clusters} clusters have played the correction; ${moment.letters} letter to whoever is still subscribed; ${moment.operators} operators withdrew the announcement; ${moment.cells} cells show the correction`
    case 'on-air':
      return `${moment.operator}: the broadcast (${moment.languages} languages, ${moment.pages} pages) is on the air in ${moment.cells} cells of ${moment.bscs === 1 ? '1 BSC' : `${moment.bscs} BSCs`}; every octet as approved`
    case 'put-back':
      return `${moment.operator}: a BSC restarts and loses all that was on the air; its node puts it back in all ${moment.cells} cells after ${figure(moment.milliseconds)} ms`
    case 'off-air':
      return `one person cancels it: ${moment.bscs} BSCs are told to KILL it, no cell has it any more`
  }
}
