import type { CueWords } from '../cues.ts'

/** What words of the Slavic and Baltic languages, Hungarian, Romanian, Turkish, Finnish, Estonian and Greek tell about their neighbours. */
export const centralCues: CueWords = {
  title:
    'pan pani panu bay bayan sayın господин госпожа госпоже господину г-н г-жа капитан κύριος κυρία κ',
  introduces:
    'dzięki díky děkuji köszönöm kiitos teşekkürler спасибо дякую pozdrowieniami pozdravem üdvözlettel saygılarımla уважением повагою moi merhaba selam cześć ahoj drogi szanowny szanowna pozdrawiam uważam здравствуйте привет уважаемый уважаемая nazywam adım имя зовут сотрудник сотрудница співробітник співробітниця коллега колега pracownik',
  vague: 'os al tie m',
  zip: 'irányítószám индекс',
  street:
    'ulica ul aleja al plac osiedle os sokak sok sokağı cadde cad caddesi bulvarı mahallesi mah ulice náměstí nám utca út tér tere köz u katu tie kuja polku tänav tn puiestee iela gatve ulița bulevardul улица ул проспект пр переулок пер площадь шоссе наб набережная бульвар вулиця οδός λεωφόρος ulitsa trg cesta rakpart sétány',
  unit: 'daire kat кв квартира дом д буд офис офіс каб číslo č szám mieszkanie',
  company: 'spółka aş',
  particle: 'al do',
  within: 'nad pod',
  toPlace: 'i w z из в',
  toCompany: 'w в от klient klienta компания компании',
  never: 'zespół',
  legal: 'oy oyj kft zrt sro doo ood eood ооо оао зао пао ао şti',
  personLabel:
    "imię nazwisko isim ad adı soyad soyadı имя фамилия ім'я прізвище фио піб nimi sukunimi etunimi jméno příjmení meno név neve keresztnév όνομα",
  companyLabel:
    'cég şirket kurum компания организация компанія організація yritys společnost spoločnosť εταιρεία',
  addressLabel:
    'adresa cím lakcím адрес адреса osoite ulica ulice sokak miasto město şehir город місто индекс індекс kod pocztowy διεύθυνση',
  streetFirst: 'ulica ul ulice улица ул вулиця вул проспект пр',
  label: 'imię nazwisko isim ad soyad имя фамилия przez',
  and: 'i ve и',
}
