/** What the demo says of its bulletin, in Vietnamese and English: what happens, and the table of what is proved. */
import type { ChannelName, Proof, ProofKind } from '../../areas/bulletins/model.ts'
import type { Language } from '../../base/failure.ts'
import { figure } from '../terminal.ts'
import type { BulletinMoment } from './bulletin.ts'

export interface BulletinWords {
  readonly begins: string
  readonly moment: (moment: BulletinMoment) => string
  readonly title: string
  readonly head: { readonly channel: string; readonly kind: string; readonly count: string }
  readonly channels: Readonly<Record<ChannelName, string>>
  readonly kinds: Readonly<Record<ProofKind, string>>
  readonly units: Readonly<Record<Proof['unit'], string>>
  readonly corrected: string
  readonly countsTitle: string
  readonly cluster: string
  readonly endings: readonly string[]
  readonly equal: string
  readonly differs: string
  readonly verdict: (equal: boolean, counts: number) => string
  /** `left`: letters to whoever had ended it. */
  readonly letters: (bulletins: number, corrections: number, left: number) => string
  readonly visit: (page: string) => string
}

const vi: BulletinWords = {
  begins:
    'Một bản tin lên mọi kênh: hai người ký, trang công bố, cảnh báo CAP, ba cụm loa, thư và thông báo đẩy cho người đăng ký, âm thông báo ở hai nhà mạng (xã, người đăng ký, cuộc gọi và tờ báo đều là giả định)',
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
    placements: 'đăng phát',
  },
  kinds: {
    waiting: 'đang chờ',
    published: 'đã công bố',
    accepted: 'đã nhận',
    delivered: 'đã tới',
    onAir: 'đang phát sóng',
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
  },
  corrected: 'đính chính',
  countsTitle:
    'Lượt phát: nhật ký của từng thiết bị và số máy chủ đã nhận (theo lịch = tổng các cột sau)',
  cluster: 'Cụm loa',
  endings: ['theo lịch', 'đã phát', 'bị cắt', 'từ chối', 'bị lỡ', 'không rõ', 'còn mở'],
  equal: 'bằng nhau',
  differs: 'KHÁC NHAU',
  verdict: (equal, counts) =>
    equal
      ? `${figure(counts)} số đếm của thiết bị, nhà mạng và hộp thư đều bằng số của máy chủ.`
      : 'Số đếm của thiết bị, nhà mạng hoặc hộp thư KHÁC số của máy chủ.',
  letters: (bulletins, corrections, left) =>
    `Thư: hộp thư của người đăng ký có ${figure(bulletins)} thư bản tin và ${figure(corrections)} thư đính chính; gửi cho người đã thôi nhận: ${figure(left)}.`,
  visit: page => `Trang công bố bản tin, ai cũng đọc được: ${page}`,
}

const en: BulletinWords = {
  begins:
    'One bulletin on every channel: two signatures, the public page, a CAP alert, three clusters of loudspeakers, mail and web push to subscribers, announcements at two operators (communes, subscribers, calls and newspaper are made up)',
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
    placements: 'placements',
  },
  kinds: {
    waiting: 'waiting',
    published: 'published',
    accepted: 'accepted',
    delivered: 'delivered',
    onAir: 'on air',
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
  },
  corrected: 'correction',
  countsTitle:
    'Plays: the journal of each device and what the server was told (scheduled = the sum of the columns behind it)',
  cluster: 'Cluster',
  endings: ['scheduled', 'played', 'cut', 'refused', 'missed', 'unknown', 'open'],
  equal: 'equal',
  differs: 'DIFFERS',
  verdict: (equal, counts) =>
    equal
      ? `${figure(counts)} counts of devices, operators and mailboxes are all equal to the server's.`
      : "A count of a device, an operator or a mailbox DIFFERS from the server's.",
  letters: (bulletins, corrections, left) =>
    `Mail: subscribers' mailboxes hold ${figure(bulletins)} letters of the bulletin and ${figure(corrections)} of the correction; to whoever had left: ${figure(left)}.`,
  visit: page => `The public page of bulletins, for everyone to read: ${page}`,
}

export const BULLETIN_WORDS: Readonly<Record<Language, BulletinWords>> = { vi, en }

function momentVi(moment: BulletinMoment): string {
  switch (moment.is) {
    case 'spoken':
      return moment.by === 'machine'
        ? `máy đọc lời đọc, ${moment.seconds.toFixed(1)} giây; người soạn nghe rồi mới trình`
        : `máy này không có giọng đọc (espeak-ng): dùng hai tiếng tút, ${moment.seconds.toFixed(1)} giây`
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
      return `một người bấm đính chính: trang, CAP, ${moment.clusters} cụm loa đã phát đính chính; ${moment.letters} thư tới người còn đăng ký; ${moment.operators} nhà mạng đã rút âm thông báo`
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
      return `one person pressed correct: page, CAP, ${moment.clusters} clusters have played the correction; ${moment.letters} letter to whoever is still subscribed; ${moment.operators} operators withdrew the announcement`
  }
}
