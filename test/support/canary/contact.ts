import type { Makers } from './kind.ts'

/** Ways to reach somebody, and the machines from which they came. */
export const contact: Makers = {
  email: (r) =>
    r.one([
      () => `${r.lower(7)}.${r.lower(6)}@${r.lower(8)}.example.com`,
      () => `${r.lower(6)}+${r.lower(5)}@${r.lower(4)}.${r.lower(7)}.example`,
      () => `${r.upper(5)}_${r.digits(3)}@${r.upper(6)}.EXAMPLE.ORG`,
      () => `o'${r.lower(8)}@${r.lower(5)}-${r.lower(5)}.co.uk`,
      () => `${r.lower(9)}@${r.lower(3)}ü${r.lower(4)}.example`,
      () => `j${r.digits(5)}${r.lower(3)}@${r.lower(6)}.io`,
    ])(),
  phone: (r) => {
    const [prefix, length] = r.one(countries)
    return `+${prefix}${r.digits(Number(length))}`
  },
  spacedPhone: (r) =>
    r.one([
      () => `+49 ${r.between(201, 899)} ${r.digits(3)} ${r.digits(4)}`,
      () => `+44 20 79${r.digits(2)} ${r.digits(4)}`,
      () => `+1 (${r.between(201, 989)}) 555-${r.digits(4)}`,
      () => `+33 6 ${r.digits(2)} ${r.digits(2)} ${r.digits(2)} ${r.digits(2)}`,
      () => `+91-98${r.digits(3)}-${r.digits(5)}`,
      () => `+55 11 9${r.digits(4)}-${r.digits(4)}`,
    ])(),
  keyedPhone: (r) => {
    const bare = r.one([
      () => `0${r.between(201, 899)} ${r.digits(7)}`,
      () => `(${r.between(201, 989)}) 555-0${r.digits(3)}`,
      () => `0${r.between(6, 9)}0-${r.digits(4)}-${r.digits(4)}`,
    ])()
    return { value: `${r.one(['phone', 'tel', 'mobile', 'phone_number'])}: ${bare}`, bare: [bare] }
  },
  ipv4: (r) => `${r.one([203, 81, 45, 192, 10])}.${octet(r)}.${octet(r)}.${octet(r)}`,
  ipv6: (r) =>
    r.one([
      () =>
        `2001:db8:${Array.from({ length: 6 }, () => `${r.one([...'abcdef'])}${r.hex(3)}`).join(':')}`,
      () =>
        `2a02:8${r.hex(3)}:${r.one([...'abcdef'])}${r.hex(3)}::${r.one([...'abcdef'])}${r.hex(3)}`,
      () => `FE80::1${r.hex(3).toUpperCase()}:${r.hex(2)}FF:FE${r.hex(2)}:1${r.hex(3)}`,
    ])(),
  mac: (r) => {
    const pairs = Array.from({ length: 6 }, () => r.hex(2))
    return r.one([
      () => pairs.join(':'),
      () => pairs.join('-').toUpperCase(),
      () => [0, 2, 4].map((at) => `${pairs[at]}${pairs[at + 1]}`).join('.'),
    ])()
  },
  place: (r) => {
    const latitude = `${r.between(10, 80)}.${r.digits(6)}`
    const longitude = `${r.between(10, 170)}.${r.digits(6)}`
    const value = r.one([
      () => `lat=${latitude}, lon=${longitude}`,
      () => `latitude: ${latitude}, longitude: ${longitude}`,
      () => `geo:${latitude},${longitude}`,
    ])()
    return { value, bare: [latitude, longitude] }
  },
  birth: (r) => {
    const { year, month, day } = r.birth()
    const bare = r.one([
      `${day}.${month}.${year}`,
      `${year}-${month}-${day}`,
      `${day}/${month}/${year}`,
    ])
    const label = r.one(['date of birth', 'DOB', 'Geburtsdatum', 'born on', 'birth_date'])
    return { value: `${label}: ${bare}`, bare: [bare] }
  },
}

/** Country and network of a mobile number, and how many digits follow. */
const countries = [
  '447700 6',
  '49171 7',
  '336 8',
  '3465 7',
  '39347 7',
  '4670 7',
  '48501 6',
  '90532 7',
]
  .concat(['8190 8', '9198 8', '551199 7', '5255 8', '1415555 4', '614 8', '2783 7', '97150 7'])
  .map((row) => row.split(' ') as [string, string])

function octet(r: Parameters<Makers[string]>[0]): number {
  return r.between(1, 253)
}
