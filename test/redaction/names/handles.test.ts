import { describe, expect, test } from 'vitest'

import { findStructured } from '../../../src/redaction/finder.ts'
import { namesOf } from '../../../src/redaction/names/find.ts'

const users = (text: string): readonly string[] => [
  ...new Set(
    findStructured(text, 'text')
      .filter((hit) => hit.class === 'user')
      .map(({ start, end }) => text.slice(start, end)),
  ),
]

const persons = (text: string): readonly string[] =>
  namesOf(text)
    .filter((span) => span.class === 'person')
    .map(({ start, end }) => text.slice(start, end))

describe('accounts of people in chat and tickets', () => {
  test.each([
    ['[10:42] hbergstrom: done', ['hbergstrom']],
    ['10:42 m.okafor: done', ['m.okafor']],
    ['m.okafor: done', ['m.okafor']],
    ['ask @hbergstrom, please', ['hbergstrom']],
    ['<@U024BE7LH> is on call', ['U024BE7LH']],
    ['user r.delacourt locked out', ['r.delacourt']],
    ['Benutzer mmustermann gesperrt', ['mmustermann']],
    ['zhangwei88: done\ncan_t: seen', ['zhangwei88', 'can_t']],
    ['m.fares: done', ['m.fares']],
    ['aisha_k has the pager, tom_becker is next', ['aisha_k', 'tom_becker']],
    ['användaren jonas.ek är låst', ['jonas.ek']],
    ['usuari pferrer bloquejat', ['pferrer']],
    ['brukeren ohaugen er låst', ['ohaugen']],
    ['Benutzername: hwiechert', ['hwiechert']],
    ['ο χρήστης dpapadakis είναι κλειδωμένος', ['dpapadakis']],
    ['המשתמש rperetz נעול', ['rperetz']],
    ['ผู้ใช้ ssrisuk ถูกล็อก', ['ssrisuk']],
    ['пользователь vpetrov заблокирован', ['vpetrov']],
  ])('G1: %s', (text, found) => {
    expect(users(text)).toStrictEqual(found)
  })

  test.each([
    'error: full\nnote: see below\nauth-service: down\ndefault.log: rotated',
    '@Override public void run()',
    '@channel @here the pool is full',
    'npm i @scope/pkg @types/node',
    '[10:43] database: seen\n[10:44] kubelet: evicted',
    'spring.datasource: y\nlog.level: debug',
    'order_total, user_id, max_id, ray_id, grant_type and mark_done',
    'sha256: abc\nweb01: down\nredis7: up\nnode_modules: missing\nmax_connections: 20\nserver.port: 80',
    'user interface, account manager, login page, handle timeouts, user database',
    'e.g. this, i.e. that, config.yaml and m.group(1)',
  ])('names nobody: %s', (text) => {
    expect(users(text)).toStrictEqual([])
  })
})

describe('people in Chinese, Japanese and Korean', () => {
  test.each([
    ['我叫薛佳慧,是会计。', ['薛佳慧']],
    ['[10:42] 戴俊杰: 好\n[10:43] 俊杰去查了', ['戴俊杰', '俊杰']],
    ['請聯絡黃淑芬經理', ['黃淑芬']],
    ['营业部的小吴说,玛丽亚·桑托斯在等', ['小吴']],
    ['営業部の柴崎です。', ['柴崎']],
    ['サポートの小早川と申します。', ['小早川']],
    ['최 부장님께 전달 바랍니다', ['최']],
    ['엔지니어 조성민이 롤백했다', ['조성민']],
  ])('G1: %s', (text, found) => {
    expect(persons(text)).toEqual(expect.arrayContaining([...found]))
  })

  test.each([
    '订单服务在升级后返回错误,金额不对。高可用集群正常。',
    'お客様からのお問い合わせ。担当者は不在。ユーザー様のデータ。',
    '오류가 발생했습니다. 고객님의 요청이 처리되지 않습니다.',
    '[15:00] 通话: 无人接听',
  ])('names nobody: %s', (text) => {
    expect(persons(text)).toStrictEqual([])
  })
})

describe('who speaks in a chat, in any script', () => {
  test.each([
    ['Kalina: znowu 502\nTymek: od kiedy?\nKalina: odkąd?', ['Kalina', 'Tymek']],
    ['[09:41] ฝน: webhook ล่ม\n[09:42] กิตติ: ตั้งแต่เมื่อไหร่\n[09:43] ฝน: เช้านี้', ['ฝน', 'กิตติ']],
    ['松田: まだですか\n原: もう少しです\n松田: はい', ['松田', '原']],
    ["09:05 Mark O'Shaughnessy: mark as sev2?", ["Mark O'Shaughnessy"]],
  ])('G1: %s', (text, found) => {
    expect(persons(text)).toEqual(expect.arrayContaining([...found]))
  })

  test.each([
    'Impact: 4 %\nNext: retry\nNext: roll back\nCause: pool\nCause: config',
    '[09:02] Database: seen\n[09:05] Decision: roll back\n09:10 Update: fixed\n09:20 Mitigation: failover\n09:21 Grafana: green',
    'image: nginx\nreplicas: 3\nimage: redis\nreplicas: 4',
  ])('names nobody: %s', (text) => {
    expect(persons(text)).toStrictEqual([])
  })
})
