/** Invented people of many cultures: names as a ticket writes them, with a mailbox and a telephone where they have one. */
export interface Someone {
  readonly name: string
  readonly email?: string
  readonly phone?: string
}

export const people: readonly Someone[] = [
  { name: 'Gudrun Feldmann', email: 'gudrun.feldmann@nordwerk.example', phone: '+49 170 5550123' },
  { name: 'Jürgen Müller-Weiß', email: 'j.mueller-weiss@werk.example', phone: '0171 5550124' },
  { name: 'Rosalind Quayle', email: 'rquayle@quayle.example', phone: '+44 20 7946 0958' },
  { name: "Siobhán O'Dwyer", email: 'siobhan.odwyer@harbour.example', phone: '(415) 555-0132' },
  { name: 'Bartholomew van der Hoeven', email: 'b.vanderhoeven@polder.example' },
  {
    name: 'María del Carmen Ibáñez Torrealba',
    email: 'mcibanez@sol.example',
    phone: '+34 612 555 019',
  },
  { name: 'João Figueiredo', email: 'joao.figueiredo@mar.example', phone: '+55 11 95550-1234' },
  { name: 'Élodie Beauchêne', email: 'elodie@lumiere.example', phone: '+33 6 39 98 12 34' },
  { name: 'Giovanni Bellandi', email: 'gbellandi@monti.example' },
  { name: 'Søren Østergaard', email: 'soren.ostergaard@fjord.example' },
  { name: 'Aino Virtanen', email: 'aino.virtanen@jarvi.example' },
  { name: 'Þórdís Guðmundsdóttir' },
  { name: 'Jolanta Kowalczyk', email: 'jkowalczyk@wisla.example', phone: '+48 512 555 017' },
  { name: 'Václav Nováček', email: 'vaclav.novacek@vltava.example' },
  { name: 'Kateřina Dvořáková' },
  { name: 'Vytautas Petrauskas' },
  { name: 'Дмитрий Лебединский', email: 'd.lebedinsky@neva.example', phone: '8 (912) 555-01-23' },
  { name: 'Екатерина Воробьёва' },
  { name: 'Оксана Шевчук', email: 'oksana.shevchuk@dnipro.example' },
  { name: 'Νίκος Παπαδόπουλος', email: 'npapadopoulos@egeo.example' },
  {
    name: 'Şebnem Yılmaztürk',
    email: 'sebnem.yilmazturk@bogaz.example',
    phone: '+90 532 555 01 23',
  },
  { name: 'İbrahim Çakıroğlu' },
  { name: 'Kovácsné Szilágyi Ágnes', email: 'szilagyi.agnes@duna.example' },
  { name: 'Nguyễn Thị Hương', email: 'huong.nguyen@song.example' },
  { name: '王小明', email: 'xiaoming.wang@changjiang.example' },
  { name: '欧阳娜娜' },
  { name: '佐藤 健太郎', email: 'k.sato@sakura.example' },
  { name: '김민준' },
  { name: 'Park Ji-woo' },
  { name: 'สมชาย ใจดี' },
  { name: 'राजेश चौधरी' },
  { name: 'Priyanka Venkataraghavan', email: 'priyankav@ganga.example' },
  { name: 'أحمد المنصوري', email: 'a.almansoori@wadi.example' },
  { name: 'יוסף אברהמוב' },
  { name: 'Chukwuemeka Okonkwo', email: 'emeka.okonkwo@niger.example' },
  { name: 'Ngozi Adichukwu' },
  { name: 'Tāne Parata-Whiti' },
  { name: 'Li Na' },
  { name: 'Bo Ek' },
  { name: 'Grace Hopewell', email: 'grace.hopewell@brook.example' },
  { name: 'Mark Delacroix-Smythe' },
]
