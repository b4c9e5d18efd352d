import { hashOf } from './fold.ts'

/** What a word tells about its neighbours. */
export const cue = {
  /** Before a name: `Mr`, `Frau`, `señora`. */
  title: 1,
  /** The word before a name that names somebody: `dear`, `named`, `regards`. */
  introduces: 2,
  /** Behind a person: `said`, `wrote`. */
  speaks: 4,
  /** Behind a person or a thing: `is`, `had`. */
  does: 65536,
  /** Before a postal code. */
  zip: 131072,
  /** A word for streets that means much else. */
  vague: 134217728,
  /** Behind what somebody said: `says Anna.` */
  quotes: 67108864,
  /** A word for streets. */
  street: 8,
  /** A part of a building or a box, with a number. */
  unit: 16,
  /** A legal form or the last word of a company's name. */
  company: 32,
  /** Within names in lower case: `van`, `de`, `bin`. */
  particle: 64,
  /** Begins a family name. */
  noble: 262144,
  /** Within names of places: `of`, `the`. */
  within: 524288,
  /** Before a place. */
  toPlace: 128,
  /** Before an employer or another organisation. */
  toCompany: 256,
  /** Behind a name: `Jr`, `PhD`. */
  suffix: 512,
  /** Never part of a name: days, months. */
  never: 1024,
  /** The first word of a place: `New`, `San`. */
  placeHead: 2048,
  /** A label of forms whose value is a person's name. */
  personLabel: 4194304,
  companyLabel: 8388608,
  addressLabel: 16777216,
  /** A word for streets that stands first: `rue`, `via`. */
  streetFirst: 33554432,
  /** The last word of a place: `Republic`, `Islands`. */
  placeTail: 1048576,
  /** A legal form of companies. */
  legal: 2097152,
  /** A label before a value. */
  label: 4096,
  /** Joins partners: `and`, `und`. */
  and: 8192,
  /** A role or thing of a company, behind its name or before `of`. */
  ofCompany: 16384,
  /** German words that no other language has. */
  german: 32768,
} as const

const words: Readonly<Record<keyof typeof cue, string>> = {
  title:
    'mr mrs ms miss mx dr prof professor sir madam madame mme mlle monsieur herr frau herrn fräulein dott dottor dottoressa ing signor signora sig sgra señor señora señorita sr sra srta don doña senhor senhora dom pan pani panu dhr mevr mevrouw meneer bay bayan sayın fru fröken hr ir господин госпожа госпоже господину г-н г-жа капитан κύριος κυρία κ السيد السيدة الدكتور الأستاذ chị anh ông bà cô bạn bác chú thầy lord lady captain sergeant lieutenant colonel judge uncle aunt',
  introduces:
    'soy cumprimentos gracias danke merci grazie obrigado obrigada tack takk tak dank bedankt groetjes dzięki díky děkuji köszönöm kiitos teşekkürler спасибо дякую شكرا saludo grüßen groet groeten vänliga pozdrowieniami pozdravem üdvözlettel saygılarımla уважением повагою trọng ơn saluti salutations dear hi hello hey hallo hola bonjour ciao hej hei moi merhaba selam cześć ahoj thanks thank cheers regards sincerely named called contact signed attn attention liebe lieber beste geachte kära käre hälsningar hälsning mvh grüße gruß saludos cordialement cher chère estimado estimada querido prezado prezada olá caro cara gentile drogi szanowny szanowna pozdrawiam uważam saygılarımla здравствуйте привет уважаемый уважаемая heiße heiss heißt heisse heter nazywam appelle llamo chiamo chamo adım имя зовут اسمي assignee reporter requester caller colleague kollege kollegin collègue colega collega kollega kolega сотрудник сотрудница співробітник співробітниця коллега колега pracownik medewerker',
  speaks:
    'said says wrote writes told asked asks replied answered shouted called calls reported reports complained complains mentioned confirmed confirms claims explained noticed emailed phoned lives lived works worked moved wants wanted tried thinks thought signed married arrived met changed tried fixed restarted rolled deployed pushed merged reverted checked noticed found saw took made suggested joined agreed promised',
  vague:
    'way place pl close drive dr row walk view square circle trail ring grove gardens hill pass c r os al tie m',
  quotes: 'says said wrote replied asked',
  zip: 'zip zipcode postcode postal plz postleitzahl cep pincode postnummer irányítószám индекс',
  does: 'is was has had will would can could did does spent got gave went goes comes came says doesn wasn isn hasn ist war hat hatte est était a avait es era fue tiene foi era è ha aveva är var har',
  street:
    'street st avenue ave road rd boulevard blvd lane ln drive dr court ct square sq way place pl terrace crescent close parkway pkwy highway hwy circle trail row walk mews quay gardens grove hill straße strasse str weg platz gasse allee ring ufer damm chaussee gatan gata vägen väg torg vägen vej gade gate veien vei straat laan plein kade dijk rue chemin impasse quai route cours passage calle avenida av paseo plaza camino carrera carretera callejón via viale piazza corso vicolo largo strada rua travessa praça alameda rodovia estrada ulica ul aleja al plac osiedle os sokak sok sokağı cadde cad caddesi bulvarı mahallesi mah ulice náměstí nám utca út tér tere köz u katu tie kuja polku tänav tn puiestee iela gatve ulița strada bulevardul улица ул проспект пр переулок пер площадь шоссе наб набережная бульвар вулиця οδός λεωφόρος شارع طريق jalan jln ulitsa trg cesta rakpart sétány r c',
  unit: 'apt apartment suite ste unit flat floor room box psc apto appartement wohnung app depto piso planta bâtiment bât lgh daire kat кв квартира дом д буд офис офіс каб nr číslo č szám bureau sala andar bajos mieszkanie postfach boîte bp apartado caixa casella block blok bloque dpo fpo apo locked building',
  company:
    'company lp pvt sicav cv group holding holdings partners associates consulting consultants consultancy technologies solutions industries enterprises ventures insurance bank bancorp foundation institute university college academy hospital clinic airlines airways motors pharmaceuticals pharma laboratories biosciences realty logistics capital trust society association federation ministry bureau department agency council committee council league union brothers sons studios records press publishing media communications robotics analytics labs systems ratings movers international resources energy reflections appraisals research electronics hardware furniture stores foods markets supply supplies designs gallery pharmacy bakery restaurant hotel hotels traders trading transport shipping freight seafood outfitters properties builders construction marine dental medical clinic clinics legal advisors advisory wealth interiors stadtwerke reederei autohaus werke hotelgruppe verlag versicherung sparkasse apotheke praxis hoteles hotel banco seguros panadería farmacia boulangerie pharmacie banque assurances garage hôtel albergo panificio officina farmacia mercearia padaria hotéis spółka co company services solutions works aş center centre board network networks exchange fund funds alliance initiative coalition commission authority administration museum church school schools hospital library theatre theater magazine journal times weekly gazette report bureau',
  particle:
    'van von de der den del della dello di da du des la le el al bin ibn ben abu af av zu zum zur ter ten te dos das do dal degli dei lo san st saint mac mc o d l ní ó nic ap vom',
  noble: 'van von de der den del della di du da dos bin ibn abu ter ten af la le',
  within: 'of the and on upon sur am im an der nad pod in',
  toPlace:
    'in from near to at around visit visited visiting left leave leaving reach reached via outside aus nach bei en à de depuis desde a da di em till från i w z из в fra til uit naar te',
  toCompany:
    'at for by from with became of join joined joining visit visited bei für para pela pelo presso chez pour voor hos for w в от af called company customer client firm employer vendor partner supplier kunde kunden firma client cliente empresa klient klienta компания компании tenant account organisation organization',
  suffix: 'jr sr ii iii iv phd md esq mba cpa dds junior senior filho neto júnior',
  never:
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre utc gmt cet cest est edt pst pdt am pm english french german italian spanish russian chinese japanese korean american british european team teams support all everyone everybody there folks guys customers user users admin friends sir madam colleagues kollegen kolleginnen damen herren équipe equipe equipo squadra zespół ekip world again both valued engineering ops',
  placeHead:
    'new san los las santa santo são saint st sainte el la le les port fort mount bad north south east west upper lower great cape nova novo puerto rio villa ville saudi costa sri hong kuala den united kingdom republic democratic isle lake sankt people s',
  placeTail:
    'republic islands island emirates states kingdom federation coast territory territories peninsula',
  legal:
    'inc incorporated corp corporation llc llp ltd limited plc gmbh ag kg kgaa ug ohg mbh sas sarl sl slu srl spa snc nv bv ab oy oyj asa aps kft zrt sro doo ood eood pty pte sdn bhd kk gk ооо оао зао пао ао ehf ltda eireli şti as sa se tnhh jsc',
  personLabel:
    "नाम name namn nom nombre nome imię nazwisko isim ad adı soyad soyadı имя фамилия ім'я прізвище фио піб surname vorname nachname prénom apellido apellidos cognome sobrenome naam achternaam voornaam voorletters förnamn efternamn navn fornavn etternavn nimi sukunimi etunimi jméno příjmení meno név neve keresztnév họ tên الاسم اسم naam όνομα reporter requester assignee contact contacto contatto contato kontakt kontaktperson patient holder cardholder caller reported reviewed signed co-authored acked tested cc",
  companyLabel:
    'संस्था कंपनी firma firm company société empresa azienda bedrijf företag selskap firma cég şirket kurum компания организация компанія організація ty entreprise organisation organization organización organização organizzazione employer arbeitgeber ditta yritys společnost spoločnosť virksomhed الشركة शركة kampani εταιρεία',
  addressLabel:
    'पता address adresse dirección indirizzo endereço morada adres adress adresa cím lakcím адрес адреса osoite straße strasse street rue calle via rua ulica ulice straat gata sokak plz ort wohnort postcode postleitzahl ville ciudad localidad città cidade miasto město város şehir stad woonplaats город місто индекс індекс kod pocztowy cep cap chỉ العنوان المدينة pata διεύθυνση city zip town',
  streetFirst:
    'rue calle via viale piazza corso vicolo rua avenida travessa praça alameda ulica ul ulice улица ул вулиця вул проспект пр jalan jl carrer camino plaza paseo strada chemin impasse quai allée avenue boulevard cours đường phố ngõ số c شارع',
  label:
    'name namn nom nombre nome imię nazwisko isim ad soyad имя фамилия surname firstname lastname vorname nachname prénom apellido apellidos cognome sobrenome customer client kunde cliente contact contacto contatto kontakt reporter requester caller address adresse dirección indirizzo morada adres endereço adress city ciudad ville stadt ort street company firma société empresa azienda organisation organization employer assignee owner author cc to from by signed attn patient guest holder cardholder användare kund användare przez reported reviewed co-authored applicant',
  and: 'and und et y e och og en i ve и',
  ofCompany:
    'office offices ceo cto cfo coo founder employee employees customer customers subsidiary headquarters invested announced acquired shareholders chairman subsidiary branch stock shares became acquired invested',
  german:
    'der die das und nicht ich ist ein eine mit für auf dass wir sie auch haben wird wurde werden bei nach seit kann zum zur den dem unser unsere bitte aber oder noch sind war hat durch über keine',
}

const tableBits = 14
/** An open-addressing table of hashes and, at the same places, what they tell; 0 there is a free place. */
const hashes = new Int32Array(1 << tableBits)
const told = new Int32Array(1 << tableBits)
let isFilled = false

function placeOf(hash: number): number {
  let place = hash >>> (32 - tableBits)
  while (told[place] !== 0 && hashes[place] !== hash) place = (place + 1) & (told.length - 1)
  return place
}

function fillTable(): void {
  isFilled = true
  for (const name of Object.keys(cue) as (keyof typeof cue)[]) {
    for (const word of words[name].split(' ')) {
      const hash = hashOf(word)
      const place = placeOf(hash)
      hashes[place] = hash
      told[place]! |= cue[name]
    }
  }
}

/** What the word with that hash tells about its neighbours, 0 for nothing. */
export function cueOf(hash: number): number {
  if (!isFilled) fillTable()
  return told[placeOf(hash)]!
}
